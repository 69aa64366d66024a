/**
 * Closes what the worker does not need before any user code runs. The wall is the cell's policy and its opaque origin; this
 * only turns errors deep inside a library into early, plain ones, and keeps Pyodide's loader content.
 */

/**
 * Pyodide's loader fetches two files by URL: the wasm, which it is given compiled and whose answer it then ignores, and the
 * standard library. Both fetches get the library.
 */
export async function answerFetches<T>(library: Uint8Array<ArrayBuffer>, load: () => Promise<T>): Promise<T> {
  const fetch = self.fetch;
  self.fetch = () => Promise.resolve(new Response(library));
  try {
    return await load();
  } finally {
    self.fetch = fetch;
  }
}

/** A worker that closes itself ends without an event; somebody has to say so first. */
export function announceClose(announce: () => void): void {
  const close = self.close.bind(self);
  self.close = () => {
    announce();
    close();
  };
}
