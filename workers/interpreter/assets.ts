/** What the interpreter boots from, as the frame hands it over. */
import type { FrameToWorker, LateAsset } from "../../src/protocol/cell.ts";
import { Pieces } from "./pieces.ts";

type Handed = Extract<FrameToWorker, { readonly type: "module" | "snapshot" | "late" }>;
type Bytes = Uint8Array<ArrayBufferLike> | null;

export class Assets {
  readonly #module = Promise.withResolvers<object | null>();
  readonly #late = { cold: Promise.withResolvers<Bytes>(), library: Promise.withResolvers<Bytes>() };
  /** Of a heap image. */
  readonly snapshot = new Pieces();

  provide(message: Handed): void {
    switch (message.type) {
      case "module":
        return this.#module.resolve(message.module);
      case "snapshot":
        return this.snapshot.push(message.piece);
      case "late":
        return this.#late[message.name].resolve(message.bytes);
    }
  }

  /** Pyodide's WebAssembly, compiled. @throws Error where it cannot be had: there is no Python without it */
  async module(): Promise<WebAssembly.Module> {
    const module = await this.#module.promise;
    if (module instanceof WebAssembly.Module) return module;
    throw new Error("Python cannot start without the image's wasm.");
  }

  /** The cold half of the WebAssembly, or the archive of the standard library and site-packages; null where it cannot be had. */
  late(name: LateAsset): Promise<Bytes> {
    return this.#late[name].promise;
  }
}
