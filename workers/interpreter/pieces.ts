import { PieceRing } from "../../src/protocol/piece-ring.ts";

/** Pieces of an asset, as they come; who reads them waits for the next, and is done with the one before. */
export class Pieces implements AsyncIterable<Uint8Array> {
  readonly #come: Uint8Array[] = [];
  readonly #first = Promise.withResolvers<boolean>();
  #more = Promise.withResolvers<void>();

  /** Whether there are any. */
  get exist(): Promise<boolean> {
    return this.#first.promise;
  }

  /** @param piece null: none come */
  push(piece: Uint8Array | null): void {
    this.#first.resolve(piece !== null);
    if (piece === null) return;
    this.#come.push(piece);
    this.#more.resolve();
    this.#more = Promise.withResolvers();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, void> {
    for (;;) {
      const piece = this.#come.shift();
      if (piece === undefined) await this.#more.promise;
      else {
        yield piece;
        PieceRing.giveBack(piece);
      }
    }
  }
}
