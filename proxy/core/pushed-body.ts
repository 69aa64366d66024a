import type { ByteReader } from "./byte-reader.ts";

/** So many bytes may be here, or on their way, that the exchange has not read yet. */
export const UPLOAD_WINDOW_BYTES = 1 << 22;

/** What a page posts piece by piece. */
export class PushedBody implements ByteReader {
  readonly #onTaken: (bytes: number) => void;
  readonly #pieces: Uint8Array[] = [];
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
    if (this.#ended) return false;
    this.#ended = last;
    if (this.#cancelled) return true; // it was under way already
    this.#unread += piece.length;
    if (piece.length > 0) this.#pieces.push(piece);
    this.#wake();
    return this.#unread <= UPLOAD_WINDOW_BYTES;
  }

  get ready(): boolean {
    return this.#pieces.length > 0;
  }

  async read(): Promise<Uint8Array | null> {
    while (this.#pieces.length === 0 && !this.#ended && !this.#cancelled) await new Promise<void>((resolve) => (this.#wake = resolve));
    const piece = this.#pieces.shift();
    if (piece === undefined) return null;
    this.#unread -= piece.length;
    this.#onTaken(piece.length);
    return piece;
  }

  cancel(): void {
    this.#cancelled = true;
    this.#pieces.length = 0;
    this.#wake();
  }
}
