/** How often each symbol of a table comes (RFC 8878, 4.1.1). */
import { COUNTS } from "./memory";

/** Of what was read last: how many symbols it has, and the binary logarithm of how many states. */
export let symbols: i32 = 0;
export let log: i32 = 0;

export function countOf(symbol: i32): i32 {
  return load<i16>(COUNTS + (symbol << 1));
}

export function setCount(symbol: i32, count: i32): void {
  store<i16>(COUNTS + (symbol << 1), count);
}

/** Where the counts end, that are at `at`; 0: they are none. No symbol is above `most`. */
export function readCounts(at: usize, most: i32): usize {
  log = (<i32>load<u8>(at) & 15) + 5;
  symbols = 0;
  let bit = 4;
  for (let rest = 1 << log; rest > 0; ) {
    if (symbols > most) return 0;
    // As many bits as tell all that can be; the lowest values take one less.
    const width = 32 - clz<i32>(rest + 1);
    const word = <i32>(load<u32>(at + (bit >> 3)) >> (bit & 7)) & ((1 << width) - 1);
    const low = word & ((1 << (width - 1)) - 1);
    const short = (1 << width) - 2 - rest;
    bit += low < short ? width - 1 : width;
    const count = (low < short ? low : low == word ? word : word - short) - 1;
    rest -= count < 0 ? 1 : count;
    if (rest < 0) return 0;
    setCount(symbols++, count);
    if (count == 0) bit = skip(at, bit, most);
  }
  return at + ((bit + 7) >> 3);
}

/** Behind a symbol that never comes is told how many like it follow. */
function skip(at: usize, bit: i32, most: i32): i32 {
  let more = 3;
  while (more == 3) {
    more = (<i32>load<u16>(at + (bit >> 3)) >> (bit & 7)) & 3;
    bit += 2;
    for (let i = 0; i < more && symbols <= most; i++) setCount(symbols++, 0);
  }
  return bit;
}
