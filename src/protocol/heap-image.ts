/**
 * The snapshot's file: an interpreter's memory without what a fresh instance of the WebAssembly module has anyhow. What the module's
 * static data (docstrings, type tables, …) contribute is taken out by XOR. That leaves zeroes, as a third of the heap is, too; pages that
 * have nothing else are left out.
 *
 *   u32 LE length of the index │ index, JSON │ Pyodide's header │ the runs of pages, one after the other
 */
import { array, fail, integer, json, object } from "./parse.ts";

const PAGE = 4096;
const MAX_HEAP_BYTES = 2 ** 31;
const MAX_INDEX_BYTES = 1 << 20;

/** From where to where, in bytes. */
export type Span = readonly [at: number, end: number];

/** Whole pages that have something in them when the static data at their place are taken out. */
type Run = Span;

/**
 * @param snapshot as Pyodide makes it
 * @param statics the memory of a fresh instance, as far as its static data go, in whole words
 */
export function packHeap(snapshot: Uint8Array, statics: Uint8Array): Uint8Array<ArrayBuffer> {
  const headerLength = heapOffset(snapshot);
  const heap = snapshot.slice(headerLength);
  toggle(heap, statics, 0);
  const runs = runsOf(heap);
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

/** A heap image that is being read: its beginning is known, the heap itself still comes. */
export class HeapReader {
  /** Bytes of the whole heap. */
  readonly size: number;
  readonly #header: Uint8Array;
  readonly #runs: readonly Run[];
  readonly #content: Content;

  /**
   * Reads what comes before the heap.
   *
   * @param pieces of the image; each is used up before the next is asked for
   * @throws ParseError, RangeError when they are of none
   */
  static async open(pieces: AsyncIterable<Uint8Array>): Promise<HeapReader> {
    const content = new Content(pieces);
    const length = viewOf(await content.read(new Uint8Array(4))).getUint32(0, true);
    if (length > MAX_INDEX_BYTES) throw new RangeError("the index is longer than any");
    const index = object(json(new TextDecoder().decode(await content.read(new Uint8Array(length))), "index"), "index");
    const size = integer(index["size"], "size", 0, MAX_HEAP_BYTES);
    const runs = array(index["runs"], "runs", 1 << 16).map((run) => parseRun(run, size));
    const header = await content.read(new Uint8Array(integer(index["header"], "header", 0, MAX_INDEX_BYTES)));
    return new HeapReader(size, runs, header, content);
  }

  private constructor(size: number, runs: readonly Run[], header: Uint8Array, content: Content) {
    this.size = size;
    this.#runs = runs;
    this.#header = header;
    this.#content = content;
  }

  /**
   * Writes the heap into the memory of an instance that has started, and in which nothing runs meanwhile. It can be done once.
   *
   * @param statics the beginning of that memory as it was before the instance ran: its static data, and whole words
   * @param stack what is there is left as it is, since a heap is taken when nothing is on the stack, and these are many pages
   * @param touched as far as the instance may have written; zero pages beyond are zero already
   * @throws RangeError when the image is cut short
   */
  async writeInto(memory: Uint8Array, statics: Uint8Array, stack: Span, touched: number): Promise<void> {
    let end = 0;
    for (const [at, next] of this.#runs) {
      reset(memory, statics, [end, Math.min(at, touched)], stack);
      const run = await this.#content.read(memory.subarray(at, next));
      if (at < statics.length) toggle(run, statics, at);
      end = next;
    }
    reset(memory, statics, [end, touched], stack);
  }

  /** A snapshot of Pyodide's whose heap is empty, in `into`. */
  writeHeadless(into: Uint8Array): void {
    if (this.#header.length > into.length) throw new RangeError("the snapshot has a longer header than expected");
    into.set(this.#header);
    viewOf(into).setUint32(4, into.length, true);
  }
}

function parseRun(value: unknown, size: number): Run {
  const [at, end] = array(value, "run", 2).map((address) => integer(address, "address", 0, size));
  if (at === undefined || end === undefined || at >= end) fail("a run is empty");
  return [at, end];
}

/** Bytes that come in pieces of any size. */
class Content {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array();

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  /** Fills `target` with what comes next. @throws RangeError when there is less */
  async read(target: Uint8Array): Promise<Uint8Array> {
    for (let at = 0; at < target.length; ) {
      if (this.#piece.length === 0) this.#piece = await this.#next();
      const part = this.#piece.subarray(0, target.length - at);
      target.set(part, at);
      at += part.length;
      this.#piece = this.#piece.subarray(part.length);
    }
    return target;
  }

  async #next(): Promise<Uint8Array> {
    const next = await this.#pieces.next();
    if (next.done === true) throw new RangeError("the heap image is cut short");
    return next.value;
  }
}

/** Pyodide's snapshot: magic number, offset of the heap, length of a JSON, 0, build id (8 words); the JSON; the heap. */
function heapOffset(snapshot: Uint8Array): number {
  return viewOf(snapshot).getUint32(4, true);
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

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

/** Puts the static data back, and zeroes behind them, in all of the span but the stack. */
function reset(memory: Uint8Array, statics: Uint8Array, [from, end]: Span, [low, high]: Span): void {
  memory.set(statics.subarray(from, Math.max(from, end)), from);
  const at = Math.max(from, Math.min(end, statics.length));
  memory.fill(0, at, Math.max(at, Math.min(end, low)));
  memory.fill(0, Math.max(at, high), Math.max(at, high, end));
}

/** XOR with what the statics have from `at` on; pages are whole words. */
function toggle(bytes: Uint8Array, statics: Uint8Array, at: number): void {
  const count = Math.floor(Math.max(0, Math.min(bytes.length, statics.length - at)) / 4);
  const words = new Uint32Array(bytes.buffer, bytes.byteOffset, count);
  const other = new Uint32Array(statics.buffer, statics.byteOffset + at, count);
  for (let i = 0; i < count; i++) words[i] = (words[i] ?? 0) ^ (other[i] ?? 0);
}
