/**
 * Makes of the image's assets what the worker boots from. It happens in the frame because the frame has nothing else to do: the page
 * builds its terminal meanwhile, and the worker reads its script.
 */
import type { CellAsset, LateAsset } from "../../protocol/cell.ts";
import type { Zstd } from "../../protocol/zstd.ts";
import type { Assets } from "./assets.ts";
import { gunzip, inflateInto, inflatePieces, startDecoder, streamOf } from "./inflate.ts";

interface Compressed {
  readonly zstd: Zstd;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export class BootImage {
  readonly #assets: Assets;
  readonly #decoder: Promise<Zstd | null>;

  constructor(assets: Assets) {
    this.#assets = assets;
    this.#decoder = this.#startDecoder();
  }

  /** Pyodide's WebAssembly, compiled while it is inflated; null where it cannot be had. Frame and worker are one agent cluster, so it can cross. */
  async module(): Promise<WebAssembly.Module | null> {
    const wasm = await this.#compressed("wasm");
    if (wasm === null) return null;
    return WebAssembly.compileStreaming(new Response(streamOf(wasm.zstd, wasm.bytes), { headers: { "Content-Type": "application/wasm" } }));
  }

  /**
   * A heap image, in pieces; null where it cannot be had. Nothing of it is inflated before the first piece is asked for, for which one waits
   * until the module is there: the decoder does one thing at a time.
   */
  async snapshot(): Promise<AsyncIterable<Uint8Array<ArrayBuffer>> | null> {
    const snapshot = await this.#compressed("snapshot");
    return snapshot === null ? null : inflatePieces(snapshot.zstd, snapshot.bytes);
  }

  /** Fills `memory` with the asset, and returns it; null where it cannot be had. */
  async late<T extends Uint8Array>(name: LateAsset, memory: T): Promise<T | null> {
    const asset = await this.#compressed(name);
    if (asset === null) return null;
    await inflateInto(memory, asset.zstd, asset.bytes);
    return memory;
  }

  /** An asset, and what inflates it; null where one of them cannot be had. */
  async #compressed(name: CellAsset): Promise<Compressed | null> {
    const [bytes, zstd] = await Promise.all([this.#assets.take(name), this.#decoder]);
    return bytes === null || zstd === null ? null : { bytes, zstd };
  }

  async #startDecoder(): Promise<Zstd | null> {
    const compressed = await this.#assets.take("decoder");
    if (compressed === null) return null;
    return startDecoder(await gunzip(compressed));
  }
}
