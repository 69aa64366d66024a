import { describe, expect, it } from "vitest";
import { createRelay, type ExchangeRecord, type Platform, RELAY_TYPE } from "../../proxy/core/index.ts";

const ORIGIN = "https://repl.example";

/** A platform without sockets: one connection that answers with text, and says when it was closed. */
function memory(response: string) {
  const state = { closed: false, written: "" };
  const platform: Platform = {
    resolve: async () => ["93.184.215.14"],
    connect: async () => ({
      readable: new ReadableStream<Uint8Array>({ start: (controller) => controller.enqueue(new TextEncoder().encode(response)) }),
      writable: new WritableStream<Uint8Array>({ write: (piece) => void (state.written += new TextDecoder().decode(piece)) }),
      close: () => void (state.closed = true),
    }),
  };
  return { platform, state };
}

function ask(): Request {
  const head = new TextEncoder().encode(
    JSON.stringify({ version: 1, scheme: "http", host: "cloud.example", port: 80, method: "GET", target: "/", headers: [], connectTimeout: null }),
  );
  const body = new Uint8Array(4 + head.length);
  new DataView(body.buffer).setUint32(0, head.length);
  body.set(head, 4);
  return new Request("https://relay.example/", { method: "POST", body, headers: { Origin: ORIGIN, "Content-Type": RELAY_TYPE } });
}

describe("createRelay on a platform of its own", () => {
  it("frees the connection when the response is cancelled, even where requests have no signal", async () => {
    const { platform, state } = memory("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody");
    const records: ExchangeRecord[] = [];
    const relay = createRelay({ origins: [ORIGIN], hosts: ["cloud.example"], onExchange: (record) => records.push(record) }, platform);
    const reader = (await relay(ask(), { address: "1.2.3.4" })).body?.getReader();
    expect((await reader?.read())?.value?.[0]).toBe(1);
    expect(state).toEqual({ closed: false, written: "GET / HTTP/1.1\r\n\r\n" });
    await reader?.cancel();
    expect(state.closed).toBe(true);
    expect(records).toMatchObject([{ outcome: "aborted" }]);
  });

  it("reads no further than the framing says, and closes", async () => {
    const { platform, state } = memory("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody");
    const relay = createRelay({ origins: [ORIGIN], hosts: ["cloud.example"] }, platform);
    const bytes = new Uint8Array(await (await relay(ask(), { address: "1.2.3.4" })).arrayBuffer());
    expect([...bytes.subarray(-5)]).toEqual([3, 0, 0, 0, 0]);
    expect(state.closed).toBe(true);
  });

  it("tells nothing of an error that it does not know", async () => {
    const platform: Platform = {
      resolve: () => Promise.reject(new Error("secret")),
      connect: () => Promise.reject(new Error("secret")),
    };
    const relay = createRelay({ origins: [ORIGIN], hosts: ["cloud.example"] }, platform);
    const response = await relay(ask(), { address: "1.2.3.4" });
    const text = await response.text();
    expect(response.status).toBe(500);
    expect(text).toContain("internal");
    expect(text).not.toContain("secret");
  });
});
