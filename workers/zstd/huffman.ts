/** Huffman's table for literals (RFC 8878, 4.2.1). */
import { log, readCounts, symbols } from "./counts";
import { COUNTS, HUFFMAN, WEIGHTS, WEIGHT_STATES } from "./memory";
import { bitsOf, leastOf, nextOf, writeStates } from "./tables";

const MAX_BITS = 11;

/** Bits of the longest code; 0: there is no table. */
export let huffmanBits: i32 = 0;

/** Forgets the table of the frame before. */
export function forgetHuffman(): void {
  huffmanBits = 0;
}

/** Reads the table at `at`. Returns where it ends; 0: it is none. */
export function readHuffman(at: usize): usize {
  const head: i32 = load<u8>(at++);
  const end = at + (head < 128 ? head : (head - 126) >> 1);
  const count = head < 128 ? readWeights(at, end) : copyWeights(at, head - 127);
  return count > 0 && writeTable(count) ? end : 0;
}

/** Each weight has four bits. */
function copyWeights(at: usize, count: i32): i32 {
  for (let i = 0; i < count; i++) {
    const pair: i32 = load<u8>(at + (i >> 1));
    store<u8>(WEIGHTS + i, (i & 1) == 0 ? pair >> 4 : pair & 15);
  }
  return count;
}

/** The weights are compressed themselves: two states in turns read one stream from its end. Returns their number; 0: they are none. */
function readWeights(at: usize, end: usize): i32 {
  const from = readCounts(at, 255);
  if (from == 0 || from >= end || log > 6) return 0;
  writeStates(WEIGHT_STATES, log, symbols);
  let bit = (<i32>(end - from) << 3) + 23 - clz<i32>(load<u8>(end - 1)) - log;
  let now = bitsAt(from, bit, log);
  bit -= log;
  let then = bitsAt(from, bit, log);
  for (let count = 0; count < 254; ) {
    const state = load<u64>(WEIGHT_STATES + (now << 3));
    store<u8>(WEIGHTS + count++, leastOf(state));
    bit -= <i32>bitsOf(state);
    now = then;
    if (bit < 0) {
      store<u8>(WEIGHTS + count++, leastOf(load<u64>(WEIGHT_STATES + (then << 3))));
      return count;
    }
    then = nextOf(state) + bitsAt(from, bit, <i32>bitsOf(state));
  }
  return 0;
}

function bitsAt(from: usize, bit: i32, count: i32): usize {
  return (load<u32>(from + (bit >> 3)) >> (bit & 7)) & ((1 << count) - 1);
}

/** How many codes have a weight; later: where in the table the next of them goes. */
function placeOf(weight: i32): usize {
  return COUNTS + (weight << 2);
}

/** The last weight is not told: with it, the codes are complete. */
function writeTable(count: i32): bool {
  memory.fill(COUNTS, 0, placeOf(MAX_BITS + 2) - COUNTS);
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const weight: i32 = load<u8>(WEIGHTS + i);
    if (weight > MAX_BITS) return false;
    sum += (1 << weight) >> 1;
    store<u32>(placeOf(weight), load<u32>(placeOf(weight)) + 1);
  }
  const bits = 32 - clz<i32>(sum);
  const missing = (1 << bits) - sum;
  if (sum == 0 || bits > MAX_BITS || popcnt<i32>(missing) != 1) return false;
  const last = 32 - clz<i32>(missing);
  store<u8>(WEIGHTS + count, last);
  store<u32>(placeOf(last), load<u32>(placeOf(last)) + 1);
  let begin = 0;
  for (let weight = 1; weight <= bits; weight++) {
    const codes: i32 = load<u32>(placeOf(weight));
    store<u32>(placeOf(weight), begin);
    begin += codes << (weight - 1);
  }
  for (let symbol = 0; symbol <= count; symbol++) writeCode(symbol, bits);
  huffmanBits = bits;
  return true;
}

/** All that the code may be followed by stand for its symbol. */
function writeCode(symbol: i32, bits: i32): void {
  const weight: i32 = load<u8>(WEIGHTS + symbol);
  if (weight == 0) return;
  const place: i32 = load<u32>(placeOf(weight));
  const size = 1 << (weight - 1);
  store<u32>(placeOf(weight), place + size);
  const entry = ((bits + 1 - weight) << 8) | symbol;
  let to = HUFFMAN + (place << 1);
  const end = to + (size << 1);
  if (size < 4) {
    for (; to < end; to += 2) store<u16>(to, entry);
    return;
  }
  const four = <u64>entry * 0x0001_0001_0001_0001;
  for (; to < end; to += 8) store<u64>(to, four);
}
