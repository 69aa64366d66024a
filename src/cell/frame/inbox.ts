/** One asset on its way: the files that are handed over for it, of which the last is good, or there is none. */
import type { AssetFile } from "../../protocol/cell.ts";

export class Inbox {
  /** The newest file, until it is taken. Null: no more come. */
  #newest: AssetFile | null | undefined;
  #come = Promise.withResolvers<void>();

  /** The next file; null when no more come. */
  async next(): Promise<AssetFile | null> {
    while (this.#newest === undefined) await this.#come.promise;
    const file = this.#newest;
    if (file !== null) this.#newest = undefined;
    return file;
  }

  receive(file: AssetFile | null): void {
    this.#newest = file;
    this.#come.resolve();
    this.#come = Promise.withResolvers();
  }
}
