/** What a broken or hostile proxy may send: the page makes of it an answer or one failure with a sentence, whatever it is. */
import { describe, expect, it } from "vitest";
import { FrameDecoder } from "../../src/broker/network/frames.ts";
import { ERROR_CODES, FailureError } from "../../src/protocol/errors.ts";
import { random } from "./random.ts";

const ROUNDS = Number(process.env["FUZZ_ROUNDS"] ?? 100_000);

type Below = (limit: number) => number;

const HEADS = ['{"status":200,"reason":"OK","headers":[["A","b"]]}', '{"status":200,"reason":"OK","headers":[],"connectMs":7}', '{"status":200,"reason":"OK","headers":[],"connectMs":-1e9}', '{"status":"200"}', '{"status":200,"reason":1}', "[]", "null", "{", "", '{"__proto__":null}', '{"status":1e999,"reason":"","headers":{}}'];
const ERRORS = ['{"code":"dns","message":"No."}', '{"code":"made-up","message":"x"}', '{"code":"dns"}', '"dns"', "\xff\xfe"];

function frame(type: number, payload: Buffer, length = payload.length): Buffer {
  const header = Buffer.alloc(5);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(length, 1);
  return Buffer.concat([header, payload]);
}

/** One frame, right or wrong: its type, its payload or the length that it claims. */
function anyFrame(below: Below): Buffer {
  const texts = below(2) === 0 ? HEADS : ERRORS;
  const payload = below(3) === 0 ? Buffer.alloc(below(40), below(256)) : Buffer.from(texts[below(texts.length)] ?? "", "latin1");
  const type = below(5) === 0 ? below(256) : 1 + below(4);
  const lengths = [0, 1, payload.length + 1, 0x7fffffff, 0xffffffff];
  return frame(type, payload, below(5) === 0 ? lengths[below(lengths.length)] : payload.length);
}

/** Bits turned in some, some cut off. */
function stream(below: Below): Buffer {
  const bytes = Buffer.concat(Array.from({ length: 1 + below(4) }, () => anyFrame(below)));
  if (below(4) === 0 && bytes.length > 0) bytes[below(bytes.length)] = below(256);
  return below(4) === 0 ? bytes.subarray(0, below(bytes.length + 1)) : bytes;
}

/** Gives the bytes in pieces. @returns how it went */
function decode(bytes: Buffer, below: Below): string {
  const decoder = new FrameDecoder();
  let data = 0;
  try {
    for (let at = 0; at < bytes.length; ) {
      const end = at + 1 + below(24);
      for (const event of decoder.push(new Uint8Array(bytes.subarray(at, end)))) data += event.type === "data" ? event.data.length : 0;
      at = end;
    }
    return data <= bytes.length ? "read" : "more than there was";
  } catch (error) {
    return error instanceof FailureError && ERROR_CODES.includes(error.code) && error.message !== "" ? error.code : `thrown: ${String(error)}`;
  }
}

describe("malformed frames of a proxy", () => {
  it(`end in an answer or in one failure: ${ROUNDS} of them`, () => {
    const below = random(20_261_126);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < ROUNDS; round += 1) {
      const outcome = decode(stream(below), below);
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    expect([...outcomes.keys()].toSorted()).toEqual(["dns", "read", "relay-down"]);
  });
});
