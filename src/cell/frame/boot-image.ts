/**
 * Makes of the image's assets what the worker boots from. It happens in the frame because the frame has nothing else to do: the page
 * builds its terminal meanwhile, and the worker reads its script.
 */
import type { CompressedSnapshot } from "../../protocol/cell.ts";
import type { Zstd } from "../../protocol/zstd.ts";
import type { Assets } from "./assets.ts";
import { gunzip, inflateInto, startDecoder, streamOf } from "./inflate.ts";

interface Decoder {
  readonly module: WebAssembly.Module;
  readonly zstd: Zstd;
}

export class BootImage {
  readonly #assets: Assets;
  readonly #decoder: Promise<Decoder | null>;

  constructor(assets: Assets) {
    this.#assets = assets;
    this.#decoder = this.#startDecoder();
  }

  /** Pyodide's WebAssembly, compiled while it is inflated; null where it cannot be had. Frame and worker are one agent cluster, so it can cross. */
  async module(): Promise<WebAssembly.Module | null> {
    const [compressed, decoder] = await Promise.all([this.#assets.take("wasm"), this.#decoder]);
    if (compressed === null || decoder === null) return null;
    return WebAssembly.compileStreaming(new Response(streamOf(decoder.zstd, compressed), { headers: { "Content-Type": "application/wasm" } }));
  }

  /** A heap image, or null. */
  async snapshot(): Promise<CompressedSnapshot | null> {
    const [bytes, decoder] = await Promise.all([this.#assets.take("snapshot"), this.#decoder]);
    return bytes === null || decoder === null ? null : { bytes, decoder: decoder.module };
  }

  /** Fills `memory` with the library, and returns it; null where it cannot be had. */
  async library<T extends Uint8Array>(memory: T): Promise<T | null> {
    const [compressed, decoder] = await Promise.all([this.#assets.take("library"), this.#decoder]);
    if (compressed === null || decoder === null) return null;
    await inflateInto(memory, decoder.zstd, compressed);
    return memory;
  }

  async #startDecoder(): Promise<Decoder | null> {
    const compressed = await this.#assets.take("decoder");
    if (compressed === null) return null;
    const module = await WebAssembly.compile(await gunzip(compressed));
    return { module, zstd: startDecoder(module) };
  }
}
