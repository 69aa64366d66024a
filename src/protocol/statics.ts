// A heap begins with the WebAssembly module's static data (docstrings, type tables, …), of which Python changes little, and which
// the browser has anyhow. The snapshot's file holds the heap XOR that data: a sixth of its compressed size goes away.

/** A piece of the module's static data: where it is in the module's file, and where it goes in memory. */
interface Segment {
  source: number;
  target: number;
  length: number;
}

/**
 * Takes the static data of `wasm` out of a Pyodide snapshot, or puts it back: each undoes the other. In place.
 * @throws Error if `wasm` is no WebAssembly module.
 */
export function toggleStatics(snapshot: Uint8Array, wasm: Uint8Array): void {
  const statics = staticData(wasm);
  const heap = new Uint32Array(snapshot.buffer, snapshot.byteOffset + heapOffset(snapshot), statics.length);
  for (let i = 0; i < statics.length; i++) heap[i] = (heap[i] ?? 0) ^ (statics[i] ?? 0);
}

/** Pyodide's snapshot: magic number, offset of the heap, length of a JSON, 0, build id (8 words); the JSON; the heap. */
function heapOffset(snapshot: Uint8Array): number {
  return new DataView(snapshot.buffer, snapshot.byteOffset, snapshot.byteLength).getUint32(4, true);
}

/** The memory of a fresh instance as far as its static data go. */
function staticData(wasm: Uint8Array): Uint32Array {
  const segments = dataSegments(wasm);
  const end = segments.reduce((most, { target, length }) => Math.max(most, target + length), 0);
  const words = new Uint32Array(Math.ceil(end / 4));
  const bytes = new Uint8Array(words.buffer);
  for (const { source, target, length } of segments) bytes.set(wasm.subarray(source, source + length), target);
  return words;
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
