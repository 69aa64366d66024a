/**
 * Shared memory through which pieces go from the frame to the worker, one after the other in the same few places: fresh memory for
 * each would have to come from the system, page by page.
 */

/** Pieces on their way at a time. */
const PLACES = 4;

/** A word: how many pieces have been given back. */
const HEAD_BYTES = 64;

export class PieceRing {
  readonly #memory: SharedArrayBuffer;
  readonly #returned: Int32Array;
  readonly #bytes: number;
  #put = 0;

  private constructor(bytes: number) {
    this.#bytes = bytes;
    this.#memory = new SharedArrayBuffer(HEAD_BYTES + PLACES * bytes);
    this.#returned = returnedOf(this.#memory);
  }

  /** @param bytes of the largest piece */
  static allocate(bytes: number): PieceRing {
    return new PieceRing(bytes);
  }

  /** The frame: a copy of the piece; null where no place is free. */
  put(piece: Uint8Array): Uint8Array<SharedArrayBuffer> | null {
    if (this.#put - Atomics.load(this.#returned, 0) >= PLACES) return null;
    const copy = new Uint8Array(this.#memory, HEAD_BYTES + (this.#put++ % PLACES) * this.#bytes, piece.length);
    copy.set(piece);
    return copy;
  }

  /** The worker: it is done with a piece, which may be one that found no place. They are given back in the order in which they came. */
  static giveBack({ buffer }: Uint8Array): void {
    if (!(buffer instanceof ArrayBuffer)) Atomics.add(returnedOf(buffer), 0, 1);
  }
}

function returnedOf(memory: SharedArrayBuffer): Int32Array {
  return new Int32Array(memory, 0, 1);
}
