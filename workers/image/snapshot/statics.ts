// A WebAssembly module's static data, as they are in the memory of a fresh instance.

/** A piece of it: where it is in the module's file, and where it goes in memory. */
interface Segment {
  source: number;
  target: number;
  length: number;
}

/**
 * The memory of a fresh instance as far as its static data go, in whole words.
 * @throws Error if `wasm` is no WebAssembly module.
 */
export function staticData(wasm: Uint8Array): Uint8Array {
  const segments = dataSegments(wasm);
  const end = segments.reduce((most, { target, length }) => Math.max(most, target + length), 0);
  const memory = new Uint8Array(4 * Math.ceil(end / 4));
  for (const { source, target, length } of segments) memory.set(wasm.subarray(source, source + length), target);
  return memory;
}

const DATA_SECTION = 11;
const I32_CONST = 0x41;
const END = 0x0b;

/** https://webassembly.github.io/spec/core/binary/modules.html#data-section */
function dataSegments(wasm: Uint8Array): Segment[] {
  const reader = new Reader(wasm, 8);
  while (reader.position < wasm.length) {
    const id = reader.byte();
    const length = reader.integer();
    if (id === DATA_SECTION) return Array.from({ length: reader.integer() }, () => segment(reader));
    reader.position += length;
  }
  throw new Error("The WebAssembly module has no data section.");
}

function segment(reader: Reader): Segment {
  const active = reader.integer() === 0 && reader.byte() === I32_CONST;
  const target = reader.integer();
  if (!active || reader.byte() !== END) throw new Error("The WebAssembly module has a data segment without a fixed place.");
  const length = reader.integer();
  const source = reader.position;
  reader.position += length;
  return { source, target, length };
}

class Reader {
  readonly #bytes: Uint8Array;
  position: number;

  constructor(bytes: Uint8Array, position: number) {
    this.#bytes = bytes;
    this.position = position;
  }

  byte(): number {
    const byte = this.#bytes[this.position++];
    if (byte === undefined) throw new Error("The WebAssembly module is cut short.");
    return byte;
  }

  /** LEB128. The addresses of a small static area are positive in the signed form too. */
  integer(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  }
}
