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
    return new TextDecoder().decode(await inflate(await this.#fetch(this.#source.worker)));
  }

  /** A copy of the asset, since what the worker is given moves there. @throws AssetError */
  async asset(name: AssetName): Promise<ArrayBuffer> {
    return (await this.#fetch(this.manifest.assets[name])).slice(0);
  }

  /**
   * The same, inflated on this side, and kept so: while the worker inflates one asset, the page can another; and a restart has
   * nothing to inflate. @throws AssetError
   */
  async inflated(name: AssetName): Promise<ArrayBuffer> {
    const asset = this.manifest.assets[name];
    const inflating = this.#fetch(asset).then(inflate);
    this.#fetched.set(asset.file, inflating);
    inflating.catch(() => this.#fetched.delete(asset.file));
    return (await inflating).slice(0);
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

/** What is inflated already stays as it is (RFC 1952 §2.3.1): some hosts serve gzip files with `Content-Encoding: gzip`. */
async function inflate(bytes: ArrayBuffer): Promise<ArrayBuffer> {
  const [first, second] = new Uint8Array(bytes, 0, 2);
  if (first !== 0x1f || second !== 0x8b) return bytes;
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}
