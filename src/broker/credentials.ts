/**
 * Which statements may have a credential in them. The prompt's history outlives the tab, so such a statement is recalled in this tab
 * only. A guess, on the safe side: it would rather forget a harmless statement than keep a key. Every repetition in these patterns is
 * bounded, since what they read comes from the interpreter.
 */
const PATTERNS: readonly RegExp[] = [
  // A name that says so gets a string: `secret = "…"`, `api_key="…"`, `{"password": "…"}`, `os.environ["…_KEY"] = "…"`, `auth=("…`.
  /(?:secret|passw|passphrase|token|credential|auth|private|key|(?:^|[^a-z])pw)\w{0,40}["']?\]?\s{0,9}(?::[^="'\n]{0,60})?[=:]\s{0,9}[([{]{0,2}[rbuf]{0,2}["'][^"'\s]/i,
  // The shell's own command for environment variables, which wants no quotes.
  /^\s{0,9}%env\s{1,9}\w{0,80}(?:secret|passw|passphrase|token|credential|auth|private|key|pw)\w{0,80}\s{0,9}=/i,
  // A driver is made: its first arguments are who one is, and how one proves it.
  /get_driver\s{0,9}\([^)]{0,200}\)\s{0,9}\([^)]{0,400}["']/,
  /(?:(?<!get_)driver|\bcls|Driver)\s{0,9}\([^)]{0,400}["']/,
  /\b(?:auth|login|connect|set_credentials|Signer|b64decode)\w{0,40}\s{0,9}\([^)]{0,400}["']/i,
  // The marks of well-known keys, and PEM.
  /\b(?:AKIA|ASIA)[A-Z0-9]{12}|\b(?:gh[pousr]_|xox[abp]-|dop_v1_|glpat-|sk-)\w|-----BEGIN|eyJ[\w-]{1,200}\.[\w-]/,
  // Long runs of letters and digits that are no word: hashes, keys, base64.
  /(?<![\w+/=-])(?=[\w+/=-]{0,200}\d)(?=[\w+/=-]{0,200}[A-Za-z])[\w+/=-]{20}/,
  // In a URL or a header.
  /:\/\/[^/\s"']{0,200}:[^/\s"']{0,200}@|\b(?:bearer|basic)\s{1,9}\S|authorization/i,
];

export function mayHoldCredential(statement: string): boolean {
  return PATTERNS.some((pattern) => pattern.test(statement));
}
