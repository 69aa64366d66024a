/** The Content-Security-Policies of the page and of the cell. */

/**
 * A `srcdoc` frame inherits this policy and can only narrow it. So the page allows what the cell needs: the one inline script of
 * the frame by its hash, workers from blob: and data: URLs, WebAssembly. It allows no other inline script, no eval, no third party's.
 *
 * @param frameHash e.g. `sha256-…`
 * @param development also allow what Vite's dev server needs for hot reload
 */
export function pagePolicy(frameHash: string, development: boolean): string {
  // The proxy's address is a setting of whoever serves the site, and clouds that allow CORS may be anywhere.
  const local = ["localhost:*", "127.0.0.1:*"].flatMap((host) => [`http://${host}`, `ws://${host}`]);
  const connect = ["'self'", "https:", "wss:", ...local, ...(development ? ["ws:"] : [])];
  return [
    "default-src 'none'",
    `script-src 'self' '${frameHash}' 'wasm-unsafe-eval'`,
    "worker-src 'self' blob: data:", // 'self' for the service worker
    `connect-src ${connect.join(" ")}`,
    "style-src 'self' 'unsafe-inline'", // the terminal draws with styles
    "img-src 'self' data:",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/**
 * The policy of the cell. It comes on top of the page's own, which a `srcdoc` document inherits, so the page's
 * must allow the frame's script and its workers too.
 */
export function cellPolicy(frameHash: string): string {
  return [
    "default-src 'none'",
    `script-src '${frameHash}' 'wasm-unsafe-eval'`,
    "worker-src blob: data:",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}
