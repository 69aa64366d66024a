/**
 * The interpreter image: fetched and inflated once for the life of the page, then kept for every restart. The page inflates, since
 * it has nothing else to do while the worker starts and compiles.
 */
import type { Asset, AssetName, Manifest } from "../protocol/manifest.ts";
import { fetchAsset } from "./assets.ts";

export interface ImageSource {
  /** The folder of the assets. */
  readonly base: URL;
  readonly manifest: Manifest;
  /** The worker's script, gzipped text. */
  readonly worker: Asset;
}

/** Bytes that came, of all that the prompt waits for. */
export type OnProgress = (received: number, expected: number) => void;

export class Image {
  readonly manifest: Manifest;
  readonly #source: ImageSource;
  readonly #onProgress: OnProgress;
  readonly #assets = new Map<string, Promise<ArrayBuffer>>();
  #received = 0;
  #expected = 0;

  constructor(source: ImageSource, onProgress: OnProgress) {
    this.#source = source;
    this.manifest = source.manifest;
    this.#onProgress = onProgress;
  }

  /** The worker's script. @throws AssetError */
  async workerScript(): Promise<string> {
    return new TextDecoder().decode(await this.#inflated(this.#source.worker));
  }

  /** Begins to fetch and inflate what the prompt will wait for. */
  prefetch(): void {
    for (const name of ["wasm", "snapshot"] as const) this.#inflated(this.manifest.assets[name]).catch(() => undefined);
  }

  /** A copy of the asset, inflated, since what the worker is given moves there. @throws AssetError */
  async asset(name: AssetName): Promise<ArrayBuffer> {
    return (await this.#inflated(this.manifest.assets[name])).slice(0);
  }

  #inflated(asset: Asset): Promise<ArrayBuffer> {
    const known = this.#assets.get(asset.file);
    if (known !== undefined) return known;
    const inflating = this.#fetch(asset).then(inflate);
    this.#assets.set(asset.file, inflating);
    // A failure is not kept: the next restart tries again.
    inflating.catch(() => this.#assets.delete(asset.file));
    return inflating;
  }

  /** Bytes are expected from the moment on in which they are asked for. */
  #fetch(asset: Asset): Promise<ArrayBuffer> {
    this.#expected += asset.bytes;
    return fetchAsset(this.#source.base, asset, (count) => {
      this.#received += count;
      this.#onProgress(this.#received, this.#expected);
    });
  }
}

/** What is inflated already stays as it is (RFC 1952 §2.3.1): some hosts serve gzip files with `Content-Encoding: gzip`. */
async function inflate(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const [first, second] = new Uint8Array(bytes, 0, 2);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
