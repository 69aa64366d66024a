/** A block's literals (RFC 8878, 3.1.1.3.1): bytes that are not repeated from earlier. */
import { open, refill, spent } from "./bits";
import { huffmanBits, readHuffman } from "./huffman";
import { HUFFMAN, LITERALS, MAX_BLOCK } from "./memory";

/** Where they are, and how many. */
export let literals: usize = 0;
export let literalCount: i32 = 0;

/** Reads the literals at `at`, which end before `stop`. Returns where they end; 0: they are none. */
export function readLiterals(at: usize, stop: usize): usize {
  const head: i32 = load<u32>(at);
  return (head & 3) < 2 ? readPlain(at, stop, head) : readPacked(at, stop, head);
}

/** As they are, or one byte again and again. */
function readPlain(at: usize, stop: usize, head: i32): usize {
  const form = (head >> 2) & 3;
  literalCount = form == 1 ? (head & 0xffff) >> 4 : form == 3 ? (head & 0xff_ffff) >> 4 : (head & 0xff) >> 3;
  at += form == 1 ? 2 : form == 3 ? 3 : 1;
  if (literalCount > MAX_BLOCK) return 0;
  if ((head & 3) == 0) {
    literals = at;
    at += literalCount;
  } else {
    literals = LITERALS;
    memory.fill(LITERALS, load<u8>(at++), literalCount);
  }
  return at > stop ? 0 : at;
}

/** With Huffman's code, and its table or that of the block before. */
function readPacked(at: usize, stop: usize, head: i32): usize {
  const form = (head >> 2) & 3;
  const width = form < 2 ? 10 : form == 2 ? 14 : 18;
  const sizes = load<u64>(at) >> 4;
  const packed = <i32>(sizes >> width) & ((1 << width) - 1);
  literals = LITERALS;
  literalCount = <i32>sizes & ((1 << width) - 1);
  at += form < 2 ? 3 : form == 2 ? 4 : 5;
  const end = at + packed;
  if (literalCount > MAX_BLOCK || end > stop) return 0;
  if ((head & 3) == 2) at = readHuffman(at);
  if (at == 0 || huffmanBits == 0 || at >= end) return 0;
  if (form == 0) readOn(open(end), end - 8, LITERALS, literalCount);
  else if (!readFour(at, end)) return 0;
  return end;
}

/** In four streams, of which all but the last have as many bytes: a processor reads them side by side. */
function readFour(at: usize, end: usize): bool {
  const end1 = at + 6 + load<u16>(at);
  const end2 = end1 + load<u16>(at, 2);
  const end3 = end2 + load<u16>(at, 4);
  const each = (literalCount + 3) >> 2;
  const last = literalCount - 3 * each;
  if (end3 >= end || last < 0) return false;
  readStreams(end1, end2, end3, end, each, last);
  return true;
}

/** Five bytes of each stream have 55 bits at most, so a word is enough. */
function readStreams(end1: usize, end2: usize, end3: usize, end4: usize, each: i32, last: i32): void {
  const shift = <u64>(64 - huffmanBits);
  let word1 = open(end1), word2 = open(end2), word3 = open(end3), word4 = open(end4);
  let at1 = end1 - 8, at2 = end2 - 8, at3 = end3 - 8, at4 = end4 - 8;
  let left = last;
  let to = LITERALS;
  for (; left >= 5; left -= 5) {
    const to3 = to + (each << 1);
    for (let i: usize = 0; i < 5; i++) {
      word1 = readByte(word1, shift, to + i);
      word2 = readByte(word2, shift, to + i + each);
      word3 = readByte(word3, shift, to3 + i);
      word4 = readByte(word4, shift, to3 + i + each);
    }
    to += 5;
    at1 -= spent(word1);
    at2 -= spent(word2);
    at3 -= spent(word3);
    at4 -= spent(word4);
    word1 = refill(word1, at1);
    word2 = refill(word2, at2);
    word3 = refill(word3, at3);
    word4 = refill(word4, at4);
  }
  left += each - last;
  readOn(word1, at1, to, left);
  readOn(word2, at2, to + each, left);
  readOn(word3, at3, to + (each << 1), left);
  readOn(word4, at4, to + 3 * each, left + last - each);
}

/** Reads `count` bytes of a stream. */
function readOn(word: u64, at: usize, to: usize, count: i32): void {
  const shift = <u64>(64 - huffmanBits);
  for (const end = to + count; to < end; to++) {
    word = readByte(word, shift, to);
    at -= spent(word);
    word = refill(word, at);
  }
}

// @ts-ignore: decorator
@inline
function readByte(word: u64, shift: u64, to: usize): u64 {
  const entry = <u64>load<u16>(HUFFMAN + (<usize>(word >> shift) << 1));
  store<u8>(to, <u8>entry);
  return word << (entry >> 8);
}
