/**
 * Tables of states (RFC 8878, 4.1): a state stands for a code, and tells how the next is found.
 *
 *   u32 least value │ u8 bits that are added to it │ u8 bits of the next state │ u16 the least next state
 */
import { countOf, log, readCounts, setCount, symbols } from "./counts";
import { MATCH_BASES, MATCH_STATES, NEXT, OFFSET_STATES, RUN_BASES, RUN_STATES, SPREAD } from "./memory";

/** The tables' binary logarithms. */
export let runLog: i32 = 0;
export let matchLog: i32 = 0;
export let offsetLog: i32 = 0;

/** What they are where a block has none of its own (3.1.1.3.2.2). */
const RUN_COUNTS = memory.data<i8>([4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1]);
const MATCH_COUNTS = memory.data<i8>([
  1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1,
  -1, -1,
]);
const OFFSET_COUNTS = memory.data<i8>([1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1]);

/** How many bits are added to a code of lengths; codes follow each other without a gap (3.1.1.3.2.1.1). */
const RUN_BITS = memory.data<u8>([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]);
const MATCH_BITS = memory.data<u8>([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15,
  16,
]);
const RUN_CODES = 36;
const MATCH_CODES = 53;
const OFFSET_CODES = 32;

writeBases(RUN_BASES, RUN_BITS, RUN_CODES, 0);
writeBases(MATCH_BASES, MATCH_BITS, MATCH_CODES, 3);

function writeBases(to: usize, bits: usize, codes: i32, least: i32): void {
  for (let code = 0; code < codes; code++) {
    store<u32>(to + (code << 2), least);
    least += 1 << load<u8>(bits + code);
  }
}

/** Forgets the tables of the frame before. */
export function forgetTables(): void {
  runLog = matchLog = offsetLog = -1;
}

/** What the block has of the three tables, as its `modes` say. Returns where they end; 0: they are none. */
export function readTables(at: usize, modes: i32): usize {
  at = readTable(at, modes >> 6, RUN_STATES);
  if (at != 0) at = readTable(at, (modes >> 4) & 3, OFFSET_STATES);
  if (at != 0) at = readTable(at, (modes >> 2) & 3, MATCH_STATES);
  return runLog < 0 || matchLog < 0 || offsetLog < 0 ? 0 : at;
}

/** Modes: 0 the default, 1 one code, 2 a table, 3 the one before. */
function readTable(at: usize, mode: i32, states: usize): usize {
  if (mode == 3) return at;
  const most = (states == RUN_STATES ? RUN_CODES : states == MATCH_STATES ? MATCH_CODES : OFFSET_CODES) - 1;
  if (mode == 1) {
    const code: i32 = load<u8>(at);
    store<u64>(states, stateOf(states, code, 0, 0));
    setLog(states, 0);
    return code > most ? 0 : at + 1;
  }
  if (mode == 0) {
    useDefault(states);
    return at;
  }
  at = readCounts(at, most);
  if (at == 0 || log > (states == OFFSET_STATES ? 8 : 9)) return 0;
  writeStates(states, log, symbols);
  setLog(states, log);
  return at;
}

function setLog(states: usize, log: i32): void {
  if (states == RUN_STATES) runLog = log;
  else if (states == MATCH_STATES) matchLog = log;
  else offsetLog = log;
}

function useDefault(states: usize): void {
  const counts = states == RUN_STATES ? RUN_COUNTS : states == MATCH_STATES ? MATCH_COUNTS : OFFSET_COUNTS;
  const codes = states == RUN_STATES ? RUN_CODES : states == MATCH_STATES ? MATCH_CODES : 29;
  const log = states == OFFSET_STATES ? 5 : 6;
  for (let code = 0; code < codes; code++) setCount(code, load<i8>(counts + code));
  writeStates(states, log, codes);
  setLog(states, log);
}

/** Makes the table of the counts. */
export function writeStates(states: usize, log: i32, symbols: i32): void {
  const size = 1 << log;
  spread(size, symbols);
  for (let state = 0; state < size; state++) {
    const symbol: i32 = load<u8>(SPREAD + state);
    const at = NEXT + (symbol << 1);
    const next: i32 = load<u16>(at);
    store<u16>(at, next + 1);
    const bits = log - 31 + clz<i32>(next);
    store<u64>(states + (state << 3), stateOf(states, symbol, bits, (next << bits) - size));
  }
}

/** Symbols that hardly ever come (-1) have the last states; the others are strewn over the rest. */
function spread(size: i32, symbols: i32): void {
  let last = size - 1;
  for (let symbol = 0; symbol < symbols; symbol++) {
    const count = countOf(symbol);
    if (count < 0) store<u8>(SPREAD + last--, symbol);
    store<u16>(NEXT + (symbol << 1), count < 0 ? 1 : count);
  }
  const step = (size >> 1) + (size >> 3) + 3;
  let at = 0;
  for (let symbol = 0; symbol < symbols; symbol++) {
    for (let left = countOf(symbol); left > 0; left--) {
      store<u8>(SPREAD + at, symbol);
      do at = (at + step) & (size - 1);
      while (at > last);
    }
  }
}

/** A weight's code is the weight. */
function stateOf(states: usize, code: i32, bits: i32, next: i32): u64 {
  let least = code;
  let added = 0;
  if (states == OFFSET_STATES) {
    least = 1 << code;
    added = code;
  } else if (states == RUN_STATES) {
    least = load<u32>(RUN_BASES + (code << 2));
    added = load<u8>(RUN_BITS + code);
  } else if (states == MATCH_STATES) {
    least = load<u32>(MATCH_BASES + (code << 2));
    added = load<u8>(MATCH_BITS + code);
  }
  return <u64>(<u32>least) | (<u64>added << 32) | (<u64>bits << 40) | (<u64>next << 48);
}

/** A state's parts. */
// @ts-ignore: decorator
@inline
export function leastOf(state: u64): i32 {
  return <i32>state;
}

// @ts-ignore: decorator
@inline
export function addedOf(state: u64): u64 {
  return (state >> 32) & 0xff;
}

// @ts-ignore: decorator
@inline
export function bitsOf(state: u64): u64 {
  return (state >> 40) & 0xff;
}

// @ts-ignore: decorator
@inline
export function nextOf(state: u64): usize {
  return <usize>(state >> 48);
}
