/**
 * Zstandard (RFC 8878) makes the image's large files a fifth smaller than gzip does, and is inflated piece by piece. No browser gives it
 * to scripts, so a decoder of its blocks comes along: `workers/zstd`, as 6 kB of WebAssembly.
 *
 * Memory that nothing has touched before is dear, since the system gives it page by page, and empty. So the decoder has little of it: what
 * the format may look back at, and as much again, after which the former is moved to the beginning.
 */
import { fail, object } from "./parse.ts";

/** What an instance of the decoder exports. */
export interface Zstd {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  begin(): void;
  inflate(size: number, output: number): number;
}

/** @throws ParseError when these are not the exports of the decoder */
export function parseZstd(exports: object): Zstd {
  const found = object(exports, "exports");
  if (!isZstd(found)) fail("this is no decoder of Zstandard");
  return found;
}

function isZstd(exports: object): exports is Zstd {
  return "memory" in exports && ["begin", "inflate"].every((name) => typeof Reflect.get(exports, name) === "function");
}

/** Where the decoder wants a block, and where the content may begin (`workers/zstd/memory.ts`). */
const INPUT = 155_648;
const CONTENT = 327_680;

/** Content of one block at most. */
const BLOCK_BYTES = 1 << 17;
const BLOCK_HEAD_BYTES = 3;

/** Content of one piece at most. It takes a millisecond or two. */
export const PIECE_BYTES = 1 << 19;

/** What is made between two moves. */
const ROOM_BYTES = 1 << 21;

/** As far as a block is written beyond its end. */
const SLACK = 64;

/**
 * The content, in pieces. A piece is a view on the decoder's memory: use it, or copy it, before the next is asked for. The decoder does one
 * thing at a time: what was begun before cannot go on.
 *
 * @throws RangeError when this is not Zstandard, or is cut short
 */
export function* decompress(zstd: Zstd, compressed: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void, void> {
  const frame = frameOf(compressed);
  const memory = memoryFor(zstd, frame.window);
  let [piece, to, total] = [CONTENT, CONTENT, 0];
  zstd.begin();
  for (const block of blocksOf(compressed, frame)) {
    const full = to + BLOCK_BYTES + SLACK > memory.length;
    if (full || to + BLOCK_BYTES > piece + PIECE_BYTES) {
      yield memory.subarray(piece, to);
      if (full) {
        memory.copyWithin(CONTENT, to - frame.window, to);
        to = CONTENT + frame.window;
      }
      piece = to;
    }
    const made = inflate(zstd, memory, block, to);
    if (made < 0 || made > BLOCK_BYTES) throw new RangeError("the compressed content is broken");
    to += made;
    total += made;
  }
  yield memory.subarray(piece, to);
  if (total !== frame.size) throw new RangeError("the compressed content is of another size than it says");
}

/** All of the decoder's memory. */
function memoryFor({ memory }: Zstd, window: number): Uint8Array<ArrayBuffer> {
  const missing = CONTENT + window + ROOM_BYTES - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / (1 << 16)));
  return new Uint8Array(memory.buffer);
}

/** Writes a block's content. @returns its size, or a negative number when the block is broken */
function inflate(zstd: Zstd, memory: Uint8Array, { kind, size, content }: Block, to: number): number {
  switch (kind) {
    case "plain":
      memory.set(content, to);
      return size;
    case "repeated":
      memory.fill(content[0] ?? 0, to, to + size);
      return size;
    case "compressed":
      memory.set(content, INPUT);
      return zstd.inflate(size, to);
  }
}

interface Frame {
  /** Of the content. */
  readonly size: number;
  /** How far the content repeats itself. */
  readonly window: number;
  /** Where its blocks are. */
  readonly from: number;
}

const MAGIC = 0xfd2fb528;
const HEAD_BYTES = 18;

/** Bytes of the parts of a frame's head, by their flags. */
const DICTIONARY_BYTES = [0, 1, 2, 4];
const SIZE_BYTES = [1, 2, 4, 8];

/** More than any asset. */
const MAX_BYTES = 2 ** 30;

/** A frame's head (3.1.1.1). */
function frameOf(compressed: Uint8Array): Frame {
  const padded = new Uint8Array(HEAD_BYTES);
  padded.set(compressed.subarray(0, HEAD_BYTES));
  const head = new DataView(padded.buffer);
  if (compressed.length >= 4 && head.getUint32(0, true) !== MAGIC) throw new RangeError("this is not Zstandard");
  const flags = head.getUint8(4);
  const single = (flags & 32) !== 0;
  const at = (single ? 5 : 6) + (DICTIONARY_BYTES[flags & 3] ?? 0);
  const bytes = flags < 64 && !single ? 0 : (SIZE_BYTES[flags >> 6] ?? 0);
  if (compressed.length < at + bytes) throw new RangeError("the compressed content is cut short");
  const size = bytes === 0 ? -1 : bytes === 2 ? head.getUint16(at, true) + 256 : Number(head.getBigUint64(at, true) & ((1n << BigInt(8 * bytes)) - 1n));
  if (size < 0 || size > MAX_BYTES) throw new RangeError("the compressed content has no size, or too much of it");
  return { size, window: Math.min(size, single ? size : windowOf(head.getUint8(5))), from: at + bytes };
}

function windowOf(descriptor: number): number {
  return 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);
}

interface Block {
  readonly kind: "plain" | "repeated" | "compressed";
  /** Of what it stands for; of a compressed one, of what is there. */
  readonly size: number;
  readonly content: Uint8Array;
}

const KINDS = ["plain", "repeated", "compressed"] as const;

/** A frame's blocks (3.1.1.2). */
function* blocksOf(compressed: Uint8Array, { from }: Frame): Generator<Block, void, void> {
  for (let at = from, last = false; !last; ) {
    const head = (compressed[at] ?? 0) | ((compressed[at + 1] ?? 0) << 8) | ((compressed[at + 2] ?? 0) << 16);
    const kind = KINDS[(head >> 1) & 3];
    const size = head >> 3;
    const begin = at + BLOCK_HEAD_BYTES;
    at = begin + (kind === "repeated" ? 1 : size);
    if (at > compressed.length) throw new RangeError("the compressed content is cut short");
    if (kind === undefined || size > BLOCK_BYTES) throw new RangeError("the compressed content is broken");
    yield { kind, size, content: compressed.subarray(begin, at) };
    last = (head & 1) !== 0;
  }
}
