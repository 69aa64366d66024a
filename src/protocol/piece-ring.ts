/**
 * Shared memory through which pieces go from the frame to the worker: fresh memory for each would have to come from the system, page by
 * page. Of its places, those are taken first that have been used before.
 */

/** Pieces on their way at a time: what the frame makes while the worker instantiates. */
const PLACES = 16;

/** A word: how many pieces have been given back. */
const HEAD_BYTES = 64;

export class PieceRing {
  readonly #memory: SharedArrayBuffer;
  readonly #returned: Int32Array;
  readonly #bytes: number;
  readonly #free = Array.from({ length: PLACES }, (_, place) => place).reverse();
  /** Places on their way, the oldest first. */
  readonly #taken: number[] = [];
  #reclaimed = 0;

  /** @param bytes of the largest piece */
  constructor(bytes: number) {
    this.#bytes = bytes;
    this.#memory = new SharedArrayBuffer(HEAD_BYTES + PLACES * bytes);
    this.#returned = returnedOf(this.#memory);
  }

  /** The frame: a copy of the piece; null where no place is free. */
  put(piece: Uint8Array): Uint8Array<SharedArrayBuffer> | null {
    this.#reclaim();
    const place = this.#free.pop();
    if (place === undefined) return null;
    this.#taken.push(place);
    const copy = new Uint8Array(this.#memory, HEAD_BYTES + place * this.#bytes, piece.length);
    copy.set(piece);
    return copy;
  }

  /** The worker: it is done with a piece, which may be one that found no place. They are given back in the order in which they came. */
  static giveBack({ buffer }: Uint8Array): void {
    if (!(buffer instanceof ArrayBuffer)) Atomics.add(returnedOf(buffer), 0, 1);
  }

  #reclaim(): void {
    const returned = Atomics.load(this.#returned, 0);
    this.#free.push(...this.#taken.splice(0, returned - this.#reclaimed));
    this.#reclaimed = returned;
  }
}

function returnedOf(memory: SharedArrayBuffer): Int32Array {
  return new Int32Array(memory, 0, 1);
}
