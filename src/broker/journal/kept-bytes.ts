/** The beginning of a body, and how long the whole is. */
import { joined } from "../../protocol/bytes.ts";

/** Of each body. */
export const MAX_KEPT_BYTES = 1 << 16;

export class KeptBytes {
  #parts: Uint8Array<ArrayBuffer>[] = [];
  #kept = 0;
  #total = 0;
  #forgotten = false;

  /** @returns how many bytes it has copied */
  append(data: Uint8Array): number {
    this.#total += data.length;
    if (this.#forgotten || this.#kept >= MAX_KEPT_BYTES || data.length === 0) return 0;
    const part = data.slice(0, MAX_KEPT_BYTES - this.#kept);
    this.#parts.push(part);
    this.#kept += part.length;
    return part.length;
  }

  /** Of the whole body, so far. */
  get total(): number {
    return this.#total;
  }

  /** How many are kept. */
  get kept(): number {
    return this.#kept;
  }

  /** They had to make room for others; the total is still known. */
  get forgotten(): boolean {
    return this.#forgotten;
  }

  /** @returns how many bytes are free now */
  forget(): number {
    const freed = this.#kept;
    this.#parts = [];
    this.#kept = 0;
    this.#forgotten = true;
    return freed;
  }

  /** To be read only. */
  bytes(): Uint8Array<ArrayBuffer> {
    return joined(this.#parts);
  }
}
