/** Hands a cell the assets that it boots from, and goes on without those that cannot be had. */
import { AssetError } from "../broker/assets.ts";
import type { Image } from "../broker/image.ts";
import type { Cell } from "../cell/cell.ts";
import type { CellAsset } from "../protocol/cell.ts";
import * as text from "../text/start.ts";

/** A sentence for the user about what is missing; null: nothing is. */
type Loss = string | null;

export class Equipment {
  /** Resolves when the cell has what the prompt needs. @throws AssetError where it cannot boot at all */
  readonly ready: Promise<readonly string[]>;
  /** Resolves when the cell has the first long work to do; never, where it gets none. */
  readonly occupied: Promise<void>;
  readonly #occupied = Promise.withResolvers<void>();
  readonly #cell: Cell;
  readonly #image: Image;
  #rest: Promise<readonly string[]> | null = null;

  constructor(cell: Cell, image: Image) {
    this.#cell = cell;
    this.#image = image;
    this.occupied = this.#occupied.promise;
    this.ready = this.#equip();
    this.ready.catch(() => undefined); // heard of by whoever takes the cell
  }

  /** What the prompt does not wait for comes behind it. Resolves with what the user has to know about what is missing. */
  rest(): Promise<readonly string[]> {
    return (this.#rest ??= this.#handRest());
  }

  /** One after the other: on a slow network each would wait for both. */
  async #handRest(): Promise<readonly string[]> {
    const losses = [await this.#handOr("cold", text.noColdCode), await this.#handOr("library", text.noLibrary)];
    return losses.flatMap((loss) => (loss === null ? [] : [`${loss}. ${text.restartTriesAgain}`]));
  }

  async #equip(): Promise<readonly string[]> {
    // In the order in which the cell can use them.
    const needed = (["decoder", "worker", "wasm"] as const).map((name) => this.#hand(name));
    const [losses] = await Promise.all([this.#snapshot(), ...needed]);
    return losses;
  }

  /**
   * Without shared memory Python waits by switching stacks. CPython looks when it starts how far the runtime can do that, and a
   * snapshot keeps what it saw where the image was built; so there it starts afresh, from the library.
   */
  async #snapshot(): Promise<readonly string[]> {
    if (!crossOriginIsolated) {
      this.#cell.withhold("snapshot");
      void this.rest();
      return [];
    }
    const loss = await this.#handOr("snapshot", text.noSnapshot);
    if (loss === null) return [];
    void this.rest();
    return [loss];
  }

  async #hand(name: CellAsset): Promise<void> {
    await this.#image.deliver(name, (content, sha256) => {
      const checked = this.#cell.offer(name, content, sha256);
      if (name === "wasm") this.#occupied.resolve();
      return checked;
    });
  }

  /** @param consequence what it means that the asset is missing */
  async #handOr(name: CellAsset, consequence: string): Promise<Loss> {
    try {
      await this.#hand(name);
      return null;
    } catch (error) {
      if (!(error instanceof AssetError)) throw error;
      this.#cell.withhold(name);
      return `${consequence} ${error.message}`;
    }
  }
}
