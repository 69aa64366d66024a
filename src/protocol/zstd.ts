/**
 * Zstandard (RFC 8878) makes the image's large files a fifth smaller than gzip does, and is inflated piece by piece into memory that is
 * there already. No browser gives it to scripts, so its decoder comes along: libzstd as 59 kB of WebAssembly (npm's zstddec).
 */
import { fail, object } from "./parse.ts";

/** What an instance of the decoder exports. */
export interface Zstd {
  readonly memory: { readonly buffer: ArrayBuffer };
  malloc(bytes: number): number;
  free(address: number): void;
  ZSTD_createDCtx(): number;
  ZSTD_freeDCtx(context: number): number;
  ZSTD_decompressStream(context: number, output: number, input: number): number;
}

/** What an instance of the decoder imports: to be told when its memory has grown. It is looked at anew in each step here. */
export const ZSTD_IMPORTS = { env: { emscripten_notify_memory_growth: () => undefined } };

/** @throws ParseError when these are not the exports of the decoder */
export function parseZstd(exports: object): Zstd {
  const names = ["malloc", "free", "ZSTD_createDCtx", "ZSTD_freeDCtx", "ZSTD_decompressStream"];
  const found = object(exports, "exports");
  if (!isZstd(found, names)) fail("this is no decoder of Zstandard");
  return found;
}

function isZstd(exports: object, names: readonly string[]): exports is Zstd {
  return "memory" in exports && names.every((name) => typeof Reflect.get(exports, name) === "function");
}

/** Bytes of one piece, in and out: what the format's blocks have at most. */
const PIECE_BYTES = 1 << 17;

/** Bytes of libzstd's two buffer descriptors: address, size and position of the output's, then of the input's. */
const DESCRIPTOR_BYTES = 12;

/**
 * The content, in pieces. A piece is a view on the decoder's memory: use it, or copy it, before the next is asked for.
 *
 * @throws RangeError when this is not Zstandard, or is cut short
 */
export function* decompress(zstd: Zstd, compressed: Uint8Array): Generator<Uint8Array<ArrayBuffer>, void, void> {
  const context = zstd.ZSTD_createDCtx();
  const input = zstd.malloc(PIECE_BYTES);
  const output = zstd.malloc(PIECE_BYTES);
  const descriptors = zstd.malloc(2 * DESCRIPTOR_BYTES);
  try {
    let missing = 1;
    for (let at = 0; at < compressed.length; at += PIECE_BYTES) {
      const slice = compressed.subarray(at, at + PIECE_BYTES);
      new Uint8Array(zstd.memory.buffer, input, slice.length).set(slice);
      let taken = 0;
      let made = 0;
      // An output that is full may not have been all that this input gives.
      while (taken < slice.length || (made === PIECE_BYTES && missing > 0)) {
        write(zstd, descriptors, [output, PIECE_BYTES, 0, input, slice.length, taken]);
        missing = zstd.ZSTD_decompressStream(context, descriptors, descriptors + DESCRIPTOR_BYTES);
        if (missing < 0) throw new RangeError("this is not Zstandard");
        [made, taken] = positions(zstd, descriptors);
        if (made > 0) yield new Uint8Array(zstd.memory.buffer, output, made);
      }
    }
    if (missing > 0) throw new RangeError("the compressed content is cut short");
  } finally {
    for (const address of [descriptors, output, input]) zstd.free(address);
    zstd.ZSTD_freeDCtx(context);
  }
}

function write({ memory }: Zstd, at: number, words: readonly number[]): void {
  const view = new DataView(memory.buffer, at);
  words.forEach((word, index) => view.setUint32(4 * index, word, true));
}

function positions({ memory }: Zstd, at: number): [made: number, taken: number] {
  const view = new DataView(memory.buffer, at);
  return [view.getUint32(8, true), view.getUint32(DESCRIPTOR_BYTES + 8, true)];
}
