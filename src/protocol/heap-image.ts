/**
 * The snapshot's file: an interpreter's memory without what a fresh instance of the WebAssembly module has anyhow. A third of the heap
 * is zero pages, which are left out, and what the module's static data (docstrings, type tables, …) contribute is taken out by XOR,
 * which leaves zeroes that compress to nothing.
 *
 *   u32 LE length of the index │ index, JSON │ Pyodide's header │ the runs of pages, one after the other
 */
import { array, integer, object } from "./parse.ts";

const PAGE = 4096;
/** A module's static data end before. All of it is in the memory of a fresh instance. */
export const STATIC_BYTES = 6 << 20;
const MAX_HEAP_BYTES = 2 ** 31;

export interface HeapImage {
  /** What Pyodide's snapshots have before the heap. */
  readonly header: Uint8Array;
  /** Bytes of the whole heap. */
  readonly size: number;
  readonly runs: readonly Run[];
}

/** Pages that have something in them, XOR the static data at their place. */
interface Run {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/**
 * @param snapshot as Pyodide makes it
 * @param statics the memory of a fresh instance, at most {@link STATIC_BYTES}
 */
export function packHeap(snapshot: Uint8Array, statics: Uint8Array): Uint8Array<ArrayBuffer> {
  if (statics.length > STATIC_BYTES) throw new RangeError("the module has more static data than the format has room for");
  const headerLength = heapOffset(snapshot);
  const heap = snapshot.slice(headerLength);
  const runs = runsOf(heap);
  toggle(heap, statics, 0);
  const json = new TextEncoder().encode(JSON.stringify({ header: headerLength, size: heap.length, runs }));
  const parts = [json, snapshot.subarray(0, headerLength), ...runs.map(([at, end]) => heap.subarray(at, end))];
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 4));
  new DataView(packed.buffer).setUint32(0, json.length, true);
  let at = 4;
  for (const part of parts) {
    packed.set(part, at);
    at += part.length;
  }
  return packed;
}

/** @throws ParseError, RangeError when these bytes are none */
export function parseHeap(packed: Uint8Array): HeapImage {
  const indexEnd = 4 + new DataView(packed.buffer, packed.byteOffset).getUint32(0, true);
  const index = object(JSON.parse(new TextDecoder().decode(packed.slice(4, indexEnd))), "index");
  const headerEnd = indexEnd + integer(index["header"], "header", 0, packed.length);
  let from = headerEnd;
  const runs = array(index["runs"], "runs", 1 << 16).map((row): Run => {
    const [at, end] = array(row, "run", 2).map((value) => integer(value, "address", 0, MAX_HEAP_BYTES));
    if (at === undefined || end === undefined || from + end - at > packed.length) throw new RangeError("a run is cut short");
    return { at, bytes: packed.subarray(from, (from += end - at)) };
  });
  return { header: packed.subarray(indexEnd, headerEnd), size: integer(index["size"], "size", 0, MAX_HEAP_BYTES), runs };
}

/**
 * Writes the heap into the memory of an instance that has started.
 *
 * @param statics the beginning of that memory as it was before the instance ran: {@link STATIC_BYTES} of it
 * @param touched as far as the instance may have written; zero pages beyond are zero already
 */
export function writeHeap({ runs }: HeapImage, memory: Uint8Array, statics: Uint8Array, touched: number): void {
  let end = 0;
  for (const { at, bytes } of runs) {
    if (end < touched) memory.fill(0, end, Math.min(at, touched));
    memory.set(bytes, at);
    end = at + bytes.length;
    if (at < statics.length) toggle(memory.subarray(at, end), statics, at);
  }
  if (end < touched) memory.fill(0, end, touched);
}

/** Pyodide's snapshot: magic number, offset of the heap, length of a JSON, 0, build id (8 words); the JSON; the heap. */
function heapOffset(snapshot: Uint8Array): number {
  return viewOf(snapshot).getUint32(4, true);
}

/** A snapshot of Pyodide's whose heap is empty, in `into`. */
export function writeHeadless({ header }: HeapImage, into: Uint8Array): void {
  if (header.length > into.length) throw new RangeError("the snapshot has a longer header than expected");
  into.set(header);
  viewOf(into).setUint32(4, into.length, true);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

/** From where to where, in whole pages, there is something. */
function runsOf(heap: Uint8Array): [at: number, end: number][] {
  const words = new Uint32Array(heap.buffer, heap.byteOffset, heap.length / 4);
  const runs: [at: number, end: number][] = [];
  for (let at = 0; at < heap.length; at += PAGE) {
    const page = words.subarray(at / 4, (at + PAGE) / 4);
    if (page.every((word) => word === 0)) continue;
    const end = Math.min(at + PAGE, heap.length);
    const last = runs.at(-1);
    if (last?.[1] === at) last[1] = end;
    else runs.push([at, end]);
  }
  return runs;
}

/** XOR with what the statics have from `at` on; pages are whole words. */
function toggle(bytes: Uint8Array, statics: Uint8Array, at: number): void {
  const count = Math.floor(Math.max(0, Math.min(bytes.length, statics.length - at)) / 4);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, count);
  const other = new Uint32Array(statics.buffer, statics.byteOffset + at, count);
  for (let i = 0; i < count; i++) words[i] = (words[i] ?? 0) ^ (other[i] ?? 0);
}
