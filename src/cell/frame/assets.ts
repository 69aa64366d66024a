/** The image's assets, as the page hands them over; inflated when they are asked for, each once. */
import type { CellAsset } from "../../protocol/cell.ts";
import { inflate, inflateInto, type Inflating } from "./inflate.ts";

export class Assets {
  readonly #slots = new Map<CellAsset, PromiseWithResolvers<ArrayBuffer | null>>();

  provide(name: CellAsset, bytes: ArrayBuffer | null): void {
    this.#slot(name).resolve(bytes);
  }

  /** Fills `target` when the page has handed the asset over. Null: it cannot be had. @throws TypeError */
  async inflated<T extends Uint8Array>(name: CellAsset, target: T): Promise<T | null> {
    const bytes = await this.#take(name);
    if (bytes === null) return null;
    await inflateInto(target, bytes);
    return target;
  }

  /** The asset's content, as it is inflated. Null: it cannot be had. */
  async stream(name: CellAsset): Promise<Inflating | null> {
    const bytes = await this.#take(name);
    return bytes === null ? null : inflate(bytes);
  }

  async #take(name: CellAsset): Promise<ArrayBuffer | null> {
    const bytes = await this.#slot(name).promise;
    this.#slots.delete(name);
    return bytes;
  }

  #slot(name: CellAsset): PromiseWithResolvers<ArrayBuffer | null> {
    const slot = this.#slots.get(name) ?? Promise.withResolvers<ArrayBuffer | null>();
    this.#slots.set(name, slot);
    return slot;
  }
}
