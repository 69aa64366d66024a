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
  readonly #assets = new Map<CellAsset, Promise<Uint8Array<ArrayBuffer>>>();
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

  /** Hands over the asset's file, compressed, as it comes. Resolves when it is known to be good. @throws AssetError */
  async deliver(name: CellAsset, sink: Omit<AssetSink, "received">): Promise<void> {
    const known = this.#assets.get(name);
    if (known === undefined) return void (await this.#fetch(name, sink));
    const bytes = await known;
    sink.begin();
    sink.chunk(bytes);
  }

  #fetch(name: CellAsset, sink: Omit<AssetSink, "received">): Promise<Uint8Array<ArrayBuffer>> {
    const asset = name === "worker" ? this.#source.worker : this.manifest.assets[name];
    const fetching = fetchAsset(this.#source.base, asset, this.#counted(asset, sink));
    this.#assets.set(name, fetching);
    // A failure is not kept: the next restart tries again.
    fetching.catch(() => this.#assets.delete(name));
    return fetching;
  }

  /** Bytes are expected from the moment on in which they are asked for. */
  #counted(asset: Asset, sink: Omit<AssetSink, "received">): AssetSink {
    this.#expected += asset.bytes;
    let come = 0;
    const count = (bytes: number): void => {
      come += bytes;
      this.#received += bytes;
      this.onProgress(this.#received, this.#expected);
    };
    return {
      begin: () => {
        count(-come);
        sink.begin();
      },
      received: count,
      chunk: (bytes) => sink.chunk(bytes),
    };
  }
}
