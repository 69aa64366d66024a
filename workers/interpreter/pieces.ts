/**
 * Pieces of an asset, as they come; who reads them waits for the next, and has used up the one before by then: its memory is given back.
 * An engine that is left to find out looks through all of its own for it, twice in a start.
 */
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
      if (piece === undefined) {
        await this.#more.promise;
        continue;
      }
      yield piece;
      release(piece);
    }
  }
}

function release({ buffer }: Uint8Array): void {
  if (buffer instanceof ArrayBuffer) buffer.transfer(0);
}
