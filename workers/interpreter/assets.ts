/** What the interpreter boots from, as the frame hands it over. */
import type { CompressedSnapshot, FrameToWorker } from "../../src/protocol/cell.ts";

type Handed = Extract<FrameToWorker, { readonly type: "module" | "snapshot" | "library" }>;
type Bytes = Uint8Array<ArrayBufferLike> | null;

export class Assets {
  readonly #module = Promise.withResolvers<object | null>();
  readonly #snapshot = Promise.withResolvers<CompressedSnapshot | null>();
  readonly #library = Promise.withResolvers<Bytes>();

  provide(message: Handed): void {
    switch (message.type) {
      case "module":
        return this.#module.resolve(message.module);
      case "snapshot":
        return this.#snapshot.resolve(message.snapshot);
      case "library":
        return this.#library.resolve(message.bytes);
    }
  }

  /** Pyodide's WebAssembly, compiled. @throws Error where it cannot be had: there is no Python without it */
  async module(): Promise<WebAssembly.Module> {
    const module = await this.#module.promise;
    if (module instanceof WebAssembly.Module) return module;
    throw new Error("Python cannot start without the image's wasm.");
  }

  /** A heap image; null where it cannot be had. */
  get snapshot(): Promise<CompressedSnapshot | null> {
    return this.#snapshot.promise;
  }

  /** The archive of the standard library and site-packages; null where it cannot be had. */
  get library(): Promise<Bytes> {
    return this.#library.promise;
  }
}
