/**
 * The sequences of a block (RFC 8878, 3.1.1.3.2): a run of literals, then a match, which is what has been made before at an offset. Nearly
 * all time goes here. So offsets of before are found without a branch, which processors would guess wrong, and copies write 16 or 32 bytes
 * whatever is asked for: what is too much is overwritten by what follows.
 */
import { open, refill, spent, top } from "./bits";
import { literalCount, literals } from "./literals";
import { MATCH_STATES, OFFSET_STATES, RUN_STATES } from "./memory";
import { addedOf, bitsOf, leastOf, matchLog, nextOf, offsetLog, runLog } from "./tables";

/** The last three offsets. */
let recent1: i32 = 1;
let recent2: i32 = 4;
let recent3: i32 = 8;

export function forgetOffsets(): void {
  recent1 = 1;
  recent2 = 4;
  recent3 = 8;
}

/** States have 26 bits together at most; a word has 56 when it is filled. With more than that added, it has to be filled again. */
const MAX_ADDED: u64 = 30;

/** Makes what the `count` sequences say that end before `stop`, from `output` on. Returns how many bytes, or -1: this is none. */
export function readSequences(stop: usize, count: i32, output: usize): i32 {
  let at = stop - 8;
  let word = open(stop);
  let run = RUN_STATES + (top(word, runLog) << 3);
  word <<= <u64>runLog;
  let offset = OFFSET_STATES + (top(word, offsetLog) << 3);
  word <<= <u64>offsetLog;
  let match = MATCH_STATES + (top(word, matchLog) << 3);
  word <<= <u64>matchLog;
  let first = recent1, second = recent2, third = recent3;
  let from = literals;
  let to = output;
  for (;;) {
    at -= spent(word);
    word = refill(word, at);
    const runState = load<u64>(run), offsetState = load<u64>(offset), matchState = load<u64>(match);
    const matchAdded = addedOf(matchState), runAdded = addedOf(runState);
    let used = addedOf(offsetState);
    let distance = leastOf(offsetState) + <i32>top(word, used);
    if (used + matchAdded + runAdded > MAX_ADDED) {
      word <<= used;
      used = 0;
      at -= spent(word);
      word = refill(word, at);
    }
    const matched = leastOf(matchState) + <i32>top(word << used, matchAdded);
    const ran = leastOf(runState) + <i32>top(word << (used + matchAdded), runAdded);
    word <<= used + matchAdded + runAdded;
    if (matchAdded + runAdded > MAX_ADDED) {
      at -= spent(word);
      word = refill(word, at);
    }
    // Up to 3 it is one of the last three; which, depends on whether there are literals.
    const old = distance > 3 ? 3 : distance - 1 + i32(ran == 0);
    const known = old == 0 ? first : old == 1 ? second : old == 2 ? third : first - 1;
    distance = distance > 3 ? distance - 3 : known;
    third = old > 1 ? second : third;
    second = old > 0 ? first : second;
    first = distance;

    v128.store(to, v128.load(from));
    if (ran > 16) copy(to + 16, from + 16, to + ran);
    to += ran;
    from += ran;
    const end = to + matched;
    if (distance < 16) repeat(to, to - distance, end);
    else {
      v128.store(to, v128.load(to - distance));
      v128.store(to, v128.load(to - distance, 16), 16);
      if (matched > 32) copy(to + 32, to + 32 - distance, end);
    }
    to = end;
    if (--count == 0) break;
    const runBits = bitsOf(runState), matchBits = bitsOf(matchState), offsetBits = bitsOf(offsetState);
    run = RUN_STATES + ((nextOf(runState) + top(word, runBits)) << 3);
    match = MATCH_STATES + ((nextOf(matchState) + top(word << runBits, matchBits)) << 3);
    offset = OFFSET_STATES + ((nextOf(offsetState) + top(word << (runBits + matchBits), offsetBits)) << 3);
    word <<= runBits + matchBits + offsetBits;
  }
  recent1 = first;
  recent2 = second;
  recent3 = third;
  const left = literalCount - <i32>(from - literals);
  if (left < 0) return -1;
  memory.copy(to, from, left);
  return <i32>(to - output) + left;
}

/** Copies 16 bytes at a time, until `end` or behind it. */
// @ts-ignore: decorator
@inline
function copy(to: usize, from: usize, end: usize): void {
  for (; to < end; to += 16, from += 16) v128.store(to, v128.load(from));
}

/** A match that may overlap what it makes: what is there is doubled until a word does not reach over it. */
function repeat(to: usize, from: usize, end: usize): void {
  while (to - from < 8) {
    const width = to - from;
    if (width == 0) return;
    store<u64>(to, load<u64>(from));
    to += width;
  }
  for (; to < end; to += 8, from += 8) store<u64>(to, load<u64>(from));
}
