/** Malformed frames and asks by the hundred thousand: each is answered with a frame that says why, nothing is dialled that must not be, nothing is left over. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { createRelay, type Platform, RELAY_TYPE } from "../../proxy/core/index.ts";
import { random } from "../unit/random.ts";
import { ORIGIN, relayBytes } from "./relay-client.ts";
import { HOSTS } from "./ssrf-attempts.ts";

/** So many are refused because they are malformed; what mutations leave right, or make into an ask for something else, comes on top. */
const MALFORMED = Number(process.env["FUZZ_ROUNDS"] ?? 100_000);
const AT_ONCE = 64;
/** By then what is made once is there: compiled code, patterns, the clients that the gate remembers. */
const WARM_UP = 20_000;
/** More than the heap's own ups and downs, and less than one small object takes that is kept of each ask. */
const LEAK_BYTES = 1 << 20;

/** What a mutation may put in the place of a value: wrong types, wrong sizes, what ends lines or objects. */
const VALUES: readonly unknown[] = [
  null, true, -1, 0, 1.5, 65_536, 1e308, "", "\0", "\r\n", "\r\n\r\nGET / HTTP/1.1", "\u010a", "\ud800", "__proto__", "GET\t", "//", "*", [], [[]], {}, [["Host"]],
  [["Host", "a", "b"]], [["Content-Length", "5"], ["Transfer-Encoding", "chunked"]], [["Content-Length", "99999999999999"]], [["__proto__", "x"]], { length: 3 }, "x".repeat(5_000),
];

const FIELDS = ["version", "scheme", "host", "port", "method", "target", "headers", "connectTimeout", "__proto__", "constructor"];

type Below = (limit: number) => number;

const pick = <T>(from: readonly T[], below: Below): T => from[below(from.length)] as T;

/** A right ask, or one with some of its parts wrong. */
function ask(below: Below): Buffer {
  const head: Record<string, unknown> = { host: "api.cloud.example", port: 80, headers: [] };
  for (let count = below(3); count > 0; count -= 1) head[pick(FIELDS, below)] = below(4) === 0 ? pick(HOSTS, below)[1] : pick(VALUES, below);
  return relayBytes(head, below(3) === 0 ? "body" : "");
}

/** Bits turned, parts cut out, said twice, cut off, or nothing but noise. */
function mangled(bytes: Buffer, below: Below): Buffer {
  const at = below(bytes.length);
  switch (below(6)) {
    case 0:
      bytes[at] = (bytes[at] ?? 0) ^ (1 << below(8));
      return bytes;
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + below(9))]);
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes]);
    case 4:
      return Buffer.from(Array.from({ length: below(200) }, () => below(256)));
    default:
      return bytes;
  }
}

/** What servers answer: right ones, wrong ones, none. */
const ANSWERS = ["HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n", "HTTP/1.1 200 OK\r\nA:\0\r\n\r\n", "SSH-2.0\r\n", "HTTP/1.1 200", ""];

/** A platform in memory that counts what is open and notes whom it was to reach. */
function memory(below: Below) {
  const state = { open: 0, dialled: new Set<string>() };
  const connect: Platform["connect"] = async ({ address, port }) => {
    state.dialled.add(`${address} ${port}`);
    state.open += 1;
    let closed = false;
    const answer = mangled(Buffer.concat([Buffer.from(pick(ANSWERS, below)), Buffer.from(" ")]), below);
    const readable = new ReadableStream<Uint8Array>({
      start: (controller) => {
        if (answer.length > 0) controller.enqueue(answer);
        controller.close();
      },
    });
    const close = () => {
      if (!closed) state.open -= 1;
      closed = true;
    };
    return { readable, writable: new WritableStream<Uint8Array>(), close };
  };
  return { state, platform: { resolve: async () => ["93.184.215.14"], connect } };
}

/** Frames, one after the other, and at the end of the last an end or an error. */
function isWellFormed(bytes: Buffer): boolean {
  let last = 0;
  for (let at = 0; at < bytes.length; at += 5 + bytes.readUInt32BE(at + 1)) {
    if (at + 5 > bytes.length || at + 5 + bytes.readUInt32BE(at + 1) > bytes.length) return false;
    last = bytes.readUInt8(at);
    if (last < 1 || last > 4) return false;
  }
  return last === 3 || last === 4;
}

/** What cannot be freed. */
async function heapInUse(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  // What the first collection finds may be held by callbacks that run behind it.
  for (let count = 0; count < 3; count += 1) {
    collect();
    await new Promise(setImmediate);
  }
  return process.memoryUsage().heapUsed;
}

describe("malformed frames and asks", () => {
  it(`are all answered: ${MALFORMED} of them`, { timeout: 120_000 }, async () => {
    const below = random(20_261_125);
    const { state, platform } = memory(below);
    const outcomes = new Map<string, number>();
    const limits = { perMinute: 1e12, concurrent: 1e6, concurrentInAll: 1e6 };
    const onExchange = ({ outcome }: { outcome: string }) => void outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    const relay = createRelay({ origins: [ORIGIN], hosts: ["*.cloud.example"], limits, onExchange }, platform);
    const broken: string[] = [];
    const one = async () => {
      const bytes = mangled(ask(below), below);
      const response = await relay(
        new Request("https://relay.example/", { method: "POST", body: new Uint8Array(bytes), headers: { Origin: ORIGIN, "Content-Type": RELAY_TYPE } }),
        { address: `10.0.${below(256)}.${below(256)}` },
      );
      const answer = Buffer.from(await response.arrayBuffer());
      if (response.status >= 500 || !isWellFormed(answer)) broken.push(`${response.status} ${bytes.toString("latin1")} → ${answer.toString("latin1")}`);
    };
    let asked = 0;
    const refused = (): number => outcomes.get("bad-request") ?? 0;
    const goOnUntil = async (holds: () => boolean): Promise<void> => {
      for (; !holds(); asked += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, one));
    };
    await goOnUntil(() => asked >= WARM_UP);
    const before = await heapInUse();
    // The heap is watched over all that count; those of the warm-up come on top.
    const refusedBefore = refused();
    await goOnUntil(() => refused() - refusedBefore >= MALFORMED);
    expect((await heapInUse()) - before).toBeLessThan(LEAK_BYTES);
    console.info(`${asked} asks, ${refused()} of them refused as malformed: ${JSON.stringify(Object.fromEntries(outcomes))}`);
    expect(broken).toEqual([]);
    expect(state.open).toBe(0);
    expect([...state.dialled].filter((target) => !/^93\.184\.215\.14 (?:80|443)$/.test(target))).toEqual([]);
    expect([...outcomes.values()].reduce((sum, count) => sum + count, 0)).toBe(asked);
    expect(outcomes.get("internal")).toBeUndefined();
    // Or the asks would be too wrong to get far.
    for (const outcome of ["ok", "bad-request", "denied-host", "denied-port", "protocol", "truncated"]) expect(outcomes.get(outcome)).toBeGreaterThan(asked / 10_000);
  });
});
