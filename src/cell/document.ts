/** The cell's document: one inline script, named by its hash, and a policy that leaves it no way out. */

/**
 * The policy of the cell. It comes on top of the page's own, which a `srcdoc` document inherits, so the page's
 * must allow the frame's script and its workers too.
 */
export function cellPolicy(scriptHash: string): string {
  return [
    "default-src 'none'",
    `script-src '${scriptHash}' 'wasm-unsafe-eval'`,
    "worker-src blob: data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/**
 * @param script the frame's script, bundled; its bytes must be what `scriptHash` was made of
 * @param scriptHash e.g. `sha256-…` (base64)
 */
export function cellDocument(script: string, scriptHash: string): string {
  const policy = `<meta http-equiv="Content-Security-Policy" content="${cellPolicy(scriptHash)}">`;
  return `<!doctype html><meta charset="utf-8">${policy}<script>${script}</script>`;
}
