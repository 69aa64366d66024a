/**
 * The interpreter image: fetched once for the life of the page, then kept, compressed, for every restart. Who needs an asset
 * inflates it, which is the cell: the page's own thread is the person's.
 */
import type { AssetSizes, CellAsset } from "../protocol/cell.ts";
import type { Asset, Manifest } from "../protocol/manifest.ts";
import { fetchAsset, type AssetSink } from "./assets.ts";

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
  readonly #assets = new Map<CellAsset, Promise<Blob>>();
  #received = 0;
  #expected = 0;

  /** Called as bytes come. */
  onProgress: OnProgress = () => undefined;

  constructor(source: ImageSource) {
    this.#source = source;
    this.manifest = source.manifest;
  }

  get sizes(): AssetSizes {
    const { snapshot, library } = this.manifest.assets;
    return { snapshot: snapshot.size, library: library.size };
  }

  /** Offers the asset's file, compressed, as soon as it has come. Resolves when the last one offered is known to be good. @throws AssetError */
  async deliver(name: CellAsset, offer: AssetSink["offer"]): Promise<void> {
    const known = this.#assets.get(name);
    if (known === undefined) await this.#fetch(name, offer);
    else offer(await known);
  }

  #fetch(name: CellAsset, offer: AssetSink["offer"]): Promise<Blob> {
    const asset = name === "worker" ? this.#source.worker : this.manifest.assets[name];
    const fetching = fetchAsset(this.#source.base, asset, { offer, received: this.#counter(asset) });
    this.#assets.set(name, fetching);
    // A failure is not kept: the next restart tries again.
    fetching.catch(() => this.#assets.delete(name));
    return fetching;
  }

  /** Bytes are expected from the moment on in which they are asked for. */
  #counter(asset: Asset): AssetSink["received"] {
    this.#expected += asset.bytes;
    let come = 0;
    return (bytes) => {
      this.#received += bytes - come;
      come = bytes;
      this.onProgress(this.#received, this.#expected);
    };
  }
}
