/**
 * Emscripten puts JavaScript functions into WebAssembly's table, each through a WebAssembly module of its own that does nothing but
 * pass the call on. At a start these are hundreds, but they have few signatures, and modules for one signature are the same bytes.
 */

/** While `work` goes on, equal bytes are compiled once. */
export async function sharingModules<T>(work: () => Promise<T>): Promise<T> {
  const { Module } = WebAssembly;
  const known = new Map<string, WebAssembly.Module>();
  const compile = (bytes: Uint8Array<ArrayBuffer>): WebAssembly.Module => {
    const key = String(bytes);
    const module = known.get(key) ?? new Module(bytes);
    known.set(key, module);
    return module;
  };
  WebAssembly.Module = new Proxy(Module, { construct: (_target, [bytes]: [Uint8Array<ArrayBuffer>]) => compile(bytes) });
  try {
    return await work();
  } finally {
    WebAssembly.Module = Module;
  }
}
