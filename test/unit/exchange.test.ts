import { describe, expect, it } from "vitest";
import { Exchange } from "../../src/broker/network/exchange.ts";
import type { BodyChunk, IncomingResponse, Lane } from "../../src/broker/network/lane.ts";
import "./with-resolvers.ts";

const HEAD = { scheme: "http", host: "cloud.example", port: 80, method: "GET", target: "/", headers: [], connectTimeout: null } as const;

const observer = {
  allowed: () => undefined,
  wrote: () => undefined,
  sent: () => undefined,
  answered: () => undefined,
  received: () => undefined,
  failed: () => undefined,
  closed: () => undefined,
};

const chunk = (byte: number, ended = false): BodyChunk => ({ data: [Uint8Array.of(byte)], ended });

/** An exchange whose response has been sent for, and what comes of it. */
async function answered(reads: readonly (() => Promise<BodyChunk>)[]): Promise<Exchange> {
  const left = [...reads];
  const response: IncomingResponse = {
    head: { status: 200, reason: "", headers: [] },
    connectMs: null,
    read: () => (left.shift() ?? (() => Promise.reject(new Error("read behind the end"))))(),
    readAvailable: () => ({ data: [], ended: false }),
  };
  const lane: Lane = { name: "relay", send: () => Promise.resolve(response) };
  const exchange = new Exchange(HEAD, lane, () => Promise.resolve(false), new AbortController().signal, observer);
  await exchange.finish(new Uint8Array(0));
  return exchange;
}

describe("reads of a response that were asked for ahead", () => {
  it("are answered in their order, each when the one before is", async () => {
    const first = Promise.withResolvers<BodyChunk>();
    const exchange = await answered([() => first.promise, () => Promise.resolve(chunk(2))]);
    const reads = [exchange.read(), exchange.read()];
    first.resolve(chunk(1));
    expect(await Promise.all(reads)).toEqual([chunk(1), chunk(2)]);
  });

  it("end with the response: what was asked for behind its end is refused", async () => {
    const exchange = await answered([() => Promise.resolve(chunk(1, true))]);
    const [last, behind] = await Promise.allSettled([exchange.read(), exchange.read()]);
    expect(last).toMatchObject({ status: "fulfilled", value: chunk(1, true) });
    expect(behind).toMatchObject({ status: "rejected", reason: { code: "no-exchange" } });
  });

  it("fail where the response fails", async () => {
    const exchange = await answered([() => Promise.reject(new Error("broken")), () => Promise.resolve(chunk(2))]);
    await expect(exchange.read()).rejects.toThrow("broken");
  });
});
