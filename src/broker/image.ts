/**
 * The interpreter image: fetched once for the life of the page, then kept, compressed, for every restart. Who needs an asset
 * inflates it, which is the cell: the page's own thread is the person's.
 */
import type { AssetSizes, CellAsset } from "../protocol/cell.ts";
import type { Asset, Manifest } from "../protocol/manifest.ts";
import * as text from "../text/image.ts";
import { AssetError, fetchAsset, type Freshness } from "./assets.ts";

export interface ImageSource {
  /** The folder of the assets. */
  readonly base: URL;
  readonly manifest: Manifest;
  /** The worker's script, gzipped text. */
  readonly worker: Asset;
  /** What inflates the other assets: WebAssembly, gzipped. */
  readonly decoder: Asset;
}

/** Hands over a file, compressed. Resolves with whether it is what was built. */
export type Offer = (content: Blob, sha256: string) => Promise<boolean>;

/** Bytes that have come, of those that were asked for. */
export interface Progress {
  readonly received: number;
  readonly expected: number;
}

export class Image {
  readonly manifest: Manifest;
  readonly #source: ImageSource;
  readonly #files = new Map<CellAsset, Promise<Blob>>();
  /** Bytes, of each file that was asked for. */
  readonly #received = new Map<CellAsset, number>();

  constructor(source: ImageSource) {
    this.#source = source;
    this.manifest = source.manifest;
  }

  get sizes(): AssetSizes {
    const { cold, library } = this.manifest.assets;
    return { cold: cold.size, library: library.size };
  }

  get progress(): Progress {
    const asked = [...this.#received];
    const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
    return { received: sum(asked.map(([, come]) => come)), expected: sum(asked.map(([name]) => this.#asset(name).bytes)) };
  }

  /** @throws AssetError when it cannot be fetched, or is something else, even past the browser's cache */
  async deliver(name: CellAsset, offer: Offer): Promise<void> {
    const asset = this.#asset(name);
    const first = await this.#file(name, "cached").catch(() => null);
    if (first !== null && (await offer(first, asset.sha256))) return;
    this.#files.delete(name);
    const second = await this.#file(name, "anew");
    if (await offer(second, asset.sha256)) return;
    this.#files.delete(name);
    throw new AssetError(asset, text.notAsBuilt);
  }

  #file(name: CellAsset, freshness: Freshness): Promise<Blob> {
    const known = this.#files.get(name);
    if (known !== undefined) return known;
    this.#received.set(name, 0);
    const fetching = fetchAsset(this.#source.base, this.#asset(name), freshness, (bytes) => this.#received.set(name, bytes));
    this.#files.set(name, fetching);
    // A failure is not kept: the next restart tries again.
    fetching.catch(() => this.#files.delete(name));
    return fetching;
  }

  #asset(name: CellAsset): Asset {
    return name === "worker" || name === "decoder" ? this.#source[name] : this.manifest.assets[name];
  }
}
