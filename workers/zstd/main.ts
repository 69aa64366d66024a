/**
 * A decoder of Zstandard's blocks (RFC 8878), in AssemblyScript; `src/protocol/zstd.ts` takes the frame apart. libzstd's for WebAssembly is
 * made for many cases, and for words of 32 bits: engines run much of it before their fast code is there, and compile that for about
 * as long as all of the image takes to inflate. Here is less code, and it reads by words of 64 bits.
 *
 * It looks for what would lead it on for ever, not for each bit that may be wrong: what it gets has a hash.
 */
import { forgetHuffman } from "./huffman";
import { literalCount, literals, readLiterals } from "./literals";
import { INPUT, MAX_BLOCK } from "./memory";
import { forgetOffsets, readSequences } from "./sequences";
import { forgetTables, readTables } from "./tables";

/** Begins a frame. */
export function begin(): void {
  forgetTables();
  forgetHuffman();
  forgetOffsets();
}

/**
 * Inflates a compressed block of `size` bytes, which are at {@link INPUT}, to `output`, below which is what was made before. A little more than the block's content
 * is written. Returns how many bytes it has, or -1: the block is broken.
 */
export function inflate(size: i32, output: usize): i32 {
  if (size > MAX_BLOCK) return -1;
  const end = INPUT + size;
  let at = readLiterals(INPUT, end);
  if (at == 0 || at >= end) return -1;
  let count: i32 = load<u8>(at++);
  if (count == 255) {
    count = <i32>load<u16>(at) + 0x7f00;
    at += 2;
  } else if (count > 127) count = ((count - 128) << 8) + load<u8>(at++);
  if (count == 0) {
    memory.copy(output, literals, literalCount);
    return literalCount;
  }
  const modes: i32 = load<u8>(at++);
  at = readTables(at, modes);
  return at == 0 || at >= end ? -1 : readSequences(end, count, output);
}
