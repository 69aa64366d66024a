// The binary format's smallest parts: https://webassembly.github.io/spec/core/binary/values.html
import { joined as joinedPieces } from "../../../src/protocol/bytes.ts";

export class Reader {
  readonly #bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position = 0) {
    this.#bytes = bytes;
    this.position = position;
  }

  get done(): boolean {
    return this.position >= this.#bytes.length;
  }

  /** @throws Error at the end */
  byte(): number {
    const byte = this.#bytes[this.position++];
    if (byte === undefined) throw new Error("The WebAssembly module is cut short.");
    return byte;
  }

  /** An unsigned LEB128. */
  integer(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }

  /** The next bytes, as a view. */
  take(length: number): Uint8Array {
    this.position += length;
    if (this.position > this.#bytes.length) throw new Error("The WebAssembly module is cut short.");
    return this.#bytes.subarray(this.position - length, this.position);
  }

  /** What lies between an earlier position and this one, as a view. */
  since(position: number): Uint8Array {
    return this.#bytes.subarray(position, this.position);
  }

  rest(): Uint8Array {
    return this.#bytes.subarray(this.position);
  }

  /** As many as the integer here says. */
  vector<T>(read: () => T): T[] {
    return Array.from({ length: this.integer() }, read);
  }
}

export type Bytes = Uint8Array | readonly number[];

/** An unsigned LEB128. */
export function integer(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest = Math.floor(rest / 128)) {
    if (rest < 128) return [...bytes, rest];
    bytes.push((rest % 128) | 0x80);
  }
}

/** A signed LEB128, for `i32.const`. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  for (let rest = value; ; rest >>= 7) {
    if (rest >= -64 && rest < 64) return [...bytes, rest & 0x7f];
    bytes.push((rest & 0x7f) | 0x80);
  }
}

export function name(text: string): Uint8Array {
  return sized(new TextEncoder().encode(text));
}

/** With their length in front. */
export function sized(bytes: Bytes): Uint8Array {
  return joined([integer(bytes.length), bytes]);
}

/** With their number in front. */
export function vector(items: readonly Bytes[]): Uint8Array {
  return joined([integer(items.length), ...items]);
}

export function joined(parts: readonly Bytes[]): Uint8Array {
  return joinedPieces(parts.map((part) => new Uint8Array(part)));
}
