/**
 * Streams of bits that are read from their end. The next bits are the highest of a word; a one below the last of them tells how many of
 * the word's are used up, so that a stream is a word and an address and nothing else.
 *
 * No stream is looked at for its beginning: it is known how much is to be read, and below the first stream there is memory, too.
 */

/** The first word of a stream that ends before `stop`; it is at `stop - 8`. Above the content there is a one as a mark. */
// @ts-ignore: decorator
@inline
export function open(stop: usize): u64 {
  const mark = clz<i32>(load<u8>(stop - 1)) - 23;
  return (load<u64>(stop - 8) | 1) << mark;
}

/** How many bytes of the word are used up. */
// @ts-ignore: decorator
@inline
export function spent(word: u64): usize {
  const used = ctz<u64>(word);
  return <usize>used >> 3;
}

/** The word at `at`, when `word` has been read and `spent` of it is behind: at least 56 bits are left. */
// @ts-ignore: decorator
@inline
export function refill(word: u64, at: usize): u64 {
  const used = ctz<u64>(word) & 7;
  return (load<u64>(at) | 1) << used;
}

/** The next `count` bits, which may be none. */
// @ts-ignore: decorator
@inline
export function top(word: u64, count: u64): usize {
  return <usize>((word >> 1) >> (63 - count));
}
