/**
 * The interpreter image: fetched once for the life of the page, then kept, compressed, for every restart. Who needs an asset
 * inflates it, which is the cell: the page's own thread is the person's.
 */
import type { AssetSizes, CellAsset } from "../protocol/cell.ts";
import type { Asset, Manifest } from "../protocol/manifest.ts";
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
  readonly #assets = new Map<CellAsset, Promise<ArrayBuffer>>();
  #received = 0;
  #expected = 0;

  /** Called as bytes come. */
  onProgress: OnProgress = () => undefined;

  constructor(source: ImageSource) {
    this.#source = source;
    this.manifest = source.manifest;
  }

  get sizes(): AssetSizes {
    const { wasm, snapshot, library } = this.manifest.assets;
    return { worker: this.#source.worker.size, wasm: wasm.size, snapshot: snapshot.size, library: library.size };
  }

  /** The asset's file, compressed. @throws AssetError */
  asset(name: CellAsset): Promise<ArrayBuffer> {
    const known = this.#assets.get(name);
    if (known !== undefined) return known;
    const fetching = this.#fetch(name === "worker" ? this.#source.worker : this.manifest.assets[name]);
    this.#assets.set(name, fetching);
    // A failure is not kept: the next restart tries again.
    fetching.catch(() => this.#assets.delete(name));
    return fetching;
  }

  /** Bytes are expected from the moment on in which they are asked for. */
  #fetch(asset: Asset): Promise<ArrayBuffer> {
    this.#expected += asset.bytes;
    return fetchAsset(this.#source.base, asset, (count) => {
      this.#received += count;
      this.onProgress(this.#received, this.#expected);
    });
  }
}
