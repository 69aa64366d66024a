import type { ByteReader } from "./byte-reader.ts";

/** So many bytes may be here, or on their way, that the exchange has not read yet. */
const UPLOAD_WINDOW_BYTES = 1 << 22;
/** Smaller pieces are copied together: each would cost more memory than it has bytes. */
const SMALL_BYTES = 1 << 13;
const TAIL_BYTES = 1 << 14;

/** What a page posts piece by piece. */
export class PushedBody implements ByteReader {
  readonly #onTaken: (bytes: number) => void;
  readonly #pieces: Uint8Array[] = [];
  /** Small pieces, behind all others. */
  #tail: Uint8Array | null = null;
  #tailBytes = 0;
  /** Bytes that are not read, or, once nobody reads any more, that came nevertheless. */
  #unread = 0;
  #ended = false;
  #cancelled = false;
  #wake: () => void = () => undefined;

  /** @param onTaken told how many bytes have been read */
  constructor(onTaken: (bytes: number) => void) {
    this.#onTaken = onTaken;
  }

  /** Whether the page has sent all of it. */
  get ended(): boolean {
    return this.#ended;
  }

  /** @param last nothing comes behind it @returns false for what must not come: more than there is room for, or anything behind the end */
  push(piece: Uint8Array, last: boolean): boolean {
    if (this.#ended || this.#unread + piece.length > UPLOAD_WINDOW_BYTES) return false;
    this.#ended = last;
    this.#unread += piece.length;
    if (!this.#cancelled) this.#keep(piece);
    this.#wake();
    return true;
  }

  get ready(): boolean {
    return this.#pieces.length > 0 || this.#tail !== null;
  }

  async read(): Promise<Uint8Array | null> {
    while (!this.ready && !this.#ended && !this.#cancelled) await new Promise<void>((resolve) => (this.#wake = resolve));
    if (this.#pieces.length === 0) this.#closeTail();
    const piece = this.#pieces.shift();
    if (piece === undefined) return null;
    this.#unread -= piece.length;
    this.#onTaken(piece.length);
    return piece;
  }

  cancel(): void {
    if (this.#cancelled) return;
    this.#cancelled = true;
    this.#pieces.length = 0;
    this.#tail = null;
    this.#unread = 0;
    this.#wake();
  }

  #keep(piece: Uint8Array): void {
    if (piece.length >= SMALL_BYTES) {
      this.#closeTail();
      this.#pieces.push(piece);
    } else if (piece.length > 0) this.#append(piece);
  }

  #append(piece: Uint8Array): void {
    if (this.#tailBytes + piece.length > TAIL_BYTES) this.#closeTail();
    this.#tail ??= new Uint8Array(TAIL_BYTES);
    this.#tail.set(piece, this.#tailBytes);
    this.#tailBytes += piece.length;
  }

  #closeTail(): void {
    if (this.#tail !== null) this.#pieces.push(this.#tail.subarray(0, this.#tailBytes));
    this.#tail = null;
    this.#tailBytes = 0;
  }
}
