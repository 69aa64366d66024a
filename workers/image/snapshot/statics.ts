// A WebAssembly module's static data, as they are in the memory of a fresh instance.
import { OP, readerOf, readModule, SECTION } from "../wasm/module.ts";
import type { Reader } from "../wasm/bytes.ts";

/** A piece of it, and where it goes in memory. */
interface Segment {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/**
 * The memory of a fresh instance as far as its static data go, in whole words.
 * @throws Error if `wasm` is no WebAssembly module, or has none
 */
export function staticData(wasm: Uint8Array): Uint8Array {
  const reader = readerOf(readModule(wasm), SECTION.data);
  const segments = reader.vector(() => segment(reader));
  const end = segments.reduce((most, { at, bytes }) => Math.max(most, at + bytes.length), 0);
  const memory = new Uint8Array(4 * Math.ceil(end / 4));
  for (const { at, bytes } of segments) memory.set(bytes, at);
  return memory;
}

/** https://webassembly.github.io/spec/core/binary/modules.html#data-section */
function segment(reader: Reader): Segment {
  const active = reader.integer() === 0 && reader.byte() === OP.i32Const;
  const at = reader.integer(); // signed, but addresses of a small static area are positive in that form, too
  if (!active || reader.byte() !== OP.end) throw new Error("The WebAssembly module has a data segment without a fixed place.");
  return { at, bytes: reader.take(reader.integer()) };
}
