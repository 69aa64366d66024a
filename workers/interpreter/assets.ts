/** The image's assets, as the page hands them over. */
import type { AssetName } from "../../src/protocol/manifest.ts";

type Asset = Uint8Array<ArrayBuffer> | null;

export class Assets {
  readonly #slots = new Map<AssetName, PromiseWithResolvers<Asset>>();

  provide(name: AssetName, bytes: ArrayBuffer | null): void {
    this.#slot(name).resolve(bytes === null ? null : new Uint8Array(bytes));
  }

  /** Resolves when the page has handed it over; with null when it cannot be had. */
  get(name: AssetName): Promise<Asset> {
    return this.#slot(name).promise;
  }

  #slot(name: AssetName): PromiseWithResolvers<Asset> {
    const slot = this.#slots.get(name) ?? Promise.withResolvers<Asset>();
    this.#slots.set(name, slot);
    return slot;
  }
}
