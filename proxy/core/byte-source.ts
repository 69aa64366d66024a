import type { ByteReader } from "./byte-reader.ts";
import { concat } from "./bytes.ts";

/** Reads piece by piece and takes back what a parser has read too far. */
export class ByteSource {
  readonly #reader: ByteReader;
  readonly #onBytes: (count: number) => void;
  #rest: Uint8Array | null = null;

  /** `onBytes` is told of every piece that arrives. */
  constructor(reader: ByteReader, onBytes: (count: number) => void) {
    this.#reader = reader;
    this.#onBytes = onBytes;
  }

  /** Whether `read` answers without waiting for the peer, as far as is known. */
  get ready(): boolean {
    return this.#rest !== null || this.#reader.ready === true;
  }

  /** As {@link ready}, a moment later. */
  async soon(): Promise<boolean> {
    return this.ready || (await this.#reader.soon?.()) === true;
  }

  /** The next piece, never empty; null at the end. Raises what the reader raises. */
  async read(): Promise<Uint8Array | null> {
    const rest = this.#rest;
    if (rest !== null) {
      this.#rest = null;
      return rest;
    }
    for (;;) {
      const piece = await this.#reader.read();
      if (piece === null) return null;
      this.#onBytes(piece.length);
      if (piece.length > 0) return piece;
    }
  }

  /** Puts bytes back in front. */
  unread(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#rest = this.#rest === null ? bytes : concat([bytes, this.#rest]);
  }

  /** Exactly `length` bytes, or null if the stream ends before. */
  async readExactly(length: number): Promise<Uint8Array | null> {
    const rest = this.#rest;
    if (rest !== null && rest.length >= length) return this.#takeOff(rest, length);
    const parts: Uint8Array[] = [];
    let missing = length;
    while (missing > 0) {
      const piece = await this.read();
      if (piece === null) return null;
      parts.push(piece.subarray(0, missing));
      this.unread(piece.subarray(missing));
      missing -= Math.min(missing, piece.length);
    }
    return concat(parts);
  }

  #takeOff(rest: Uint8Array, length: number): Uint8Array {
    this.#rest = rest.length === length ? null : rest.subarray(length);
    return rest.subarray(0, length);
  }

  /** Stops reading; a `read` under way answers null. */
  cancel(): void {
    this.#reader.cancel();
  }
}
