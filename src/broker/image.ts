/** The interpreter image: fetched once for the life of the page, then kept for every restart. */
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
  readonly #fetched = new Map<string, Promise<ArrayBuffer>>();
  #received = 0;
  #expected = 0;

  constructor(source: ImageSource, onProgress: OnProgress) {
    this.#source = source;
    this.manifest = source.manifest;
    this.#onProgress = onProgress;
  }

  /**
   * The worker's script. @throws AssetError
   */
  async workerScript(): Promise<string> {
    const bytes = await this.#fetch(this.#source.worker);
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
  }

  /** A copy of the asset, since what the worker is given moves there. @throws AssetError */
  async asset(name: AssetName): Promise<ArrayBuffer> {
    return (await this.#fetch(this.manifest.assets[name])).slice(0);
  }

  /** Bytes are expected from the moment on in which they are asked for. */
  #fetch(asset: Asset): Promise<ArrayBuffer> {
    const known = this.#fetched.get(asset.file);
    if (known !== undefined) return known;
    this.#expected += asset.bytes;
    const fetching = fetchAsset(this.#source.base, asset, (count) => {
      this.#received += count;
      this.#onProgress(this.#received, this.#expected);
    });
    this.#fetched.set(asset.file, fetching);
    // A failure is not kept: the next restart tries again.
    fetching.catch(() => this.#fetched.delete(asset.file));
    return fetching;
  }
}
