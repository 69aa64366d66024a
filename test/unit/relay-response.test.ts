import { describe, expect, it } from "vitest";
import { RelayResponse } from "../../src/broker/network/relay-response.ts";
import { memoryOf } from "../../src/protocol/bytes.ts";
import { FailureError } from "../../src/protocol/errors.ts";

function frame(type: number, payload: Uint8Array | string | object = ""): Buffer {
  const bytes = payload instanceof Uint8Array ? Buffer.from(payload) : Buffer.from(typeof payload === "string" ? payload : JSON.stringify(payload));
  const header = Buffer.alloc(5);
  header.writeUInt8(type, 0);
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

const HEAD = frame(1, { status: 200, reason: "OK", headers: [["Set-Cookie", "a"], ["set-cookie", "b"]] });
const END = frame(3);

/** A body that comes in pieces of `size` bytes. */
function body(size: number, ...frames: Buffer[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(Buffer.concat(frames));
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.slice(at, at + size));
      at += size;
    },
  });
}

/** A body that comes as it is. */
function messages(all: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const message of all) controller.enqueue(message);
      controller.close();
    },
  });
}

async function readAll(response: RelayResponse): Promise<string> {
  const parts: Uint8Array[] = [];
  for (;;) {
    const { data, ended } = await response.read();
    parts.push(...data);
    if (ended) return Buffer.concat(parts).toString();
  }
}

describe("RelayResponse", () => {
  it.each([1, 2, 3, 7, 64, 1 << 16])("is the same however the bytes are cut: %i", async (size) => {
    const response = await RelayResponse.receive(body(size, HEAD, frame(2, "hello "), frame(2, ""), frame(2, "world"), END));
    expect(response.head).toEqual({ status: 200, reason: "OK", headers: [["Set-Cookie", "a"], ["set-cookie", "b"]] });
    expect(await readAll(response)).toBe("hello world");
  });

  it.each([
    [{}, null],
    [{ connectMs: null }, null],
    [{ connectMs: 0 }, 0],
    [{ connectMs: 31 }, 31],
  ])("says how long it took to connect, where the proxy tells: %j", async (told, connectMs) => {
    const response = await RelayResponse.receive(body(64, frame(1, { status: 200, reason: "OK", headers: [], ...told }), END));
    expect(response).toMatchObject({ connectMs, head: { status: 200, reason: "OK", headers: [] } });
    expect(response.head).not.toHaveProperty("connectMs"); // or it would go on to Python
  });

  it("has the whole of a small response at once", async () => {
    const response = await RelayResponse.receive(body(1 << 16, HEAD, frame(2, "small"), END));
    expect(response.readAvailable()).toEqual({ data: [Uint8Array.from(Buffer.from("small"))], ended: true });
  });

  it("says how the exchange failed, after the bytes that came before", async () => {
    const response = await RelayResponse.receive(body(5, HEAD, frame(2, "part"), frame(4, { code: "truncated", message: "Cut." })));
    expect(Buffer.concat([...(await response.read()).data, ...(await response.read()).data]).toString()).toBe("part");
    await expect(response.read()).rejects.toThrow(new FailureError("truncated", "Cut."));
  });

  it("fails before the head as the relay says", async () => {
    const receiving = RelayResponse.receive(body(64, frame(4, { code: "dns", message: "No such host." })));
    await expect(receiving).rejects.toMatchObject({ code: "dns", message: "No such host." });
  });

  it.each([
    ["that stops without an end", [HEAD, frame(2, "x")]],
    ["that stops inside a frame", [HEAD, frame(2, "xyz").subarray(0, 6)]],
    ["with a second head", [HEAD, HEAD, END]],
    ["with an unknown frame", [HEAD, frame(9), END]],
    ["with an error of unknown kind", [HEAD, frame(4, { code: "made-up", message: "" })]],
    ["with an error that is no JSON", [HEAD, frame(4, "{")]],
  ])("tells a stream %s from an end", async (_what, frames) => {
    const response = await RelayResponse.receive(body(64, ...frames));
    await expect(readAll(response)).rejects.toMatchObject({ code: "relay-down" });
  });

  it.each([
    ["nothing", []],
    ["data first", [frame(2, "x")]],
    ["HTML", [Buffer.from("<!doctype html><title>404</title>")]],
    ["a head that is none", [frame(1, { status: "200" })]],
    ...[-1, 0.5, "1", 1e15, {}].map((connectMs): [string, Buffer[]] => [`${JSON.stringify(connectMs)} as time to connect`, [frame(1, { status: 200, reason: "", headers: [], connectMs })]]),
  ])("refuses %s", async (_what, frames) => {
    await expect(RelayResponse.receive(body(64, ...frames))).rejects.toMatchObject({ code: "relay-down" });
  });

  it("hands large pieces on as they came, each on memory of its own, in any number of frames", async () => {
    const piece = (byte: number): Buffer => Buffer.alloc(200_000, byte);
    const frames = [[HEAD, frame(2, piece(1))], [frame(2, piece(2)), frame(2, piece(3)), frame(3).subarray(0, 2)], [frame(3).subarray(2)]];
    const sent = frames.map((together) => new Uint8Array(Buffer.concat(together)));
    const response = await RelayResponse.receive(messages(sent));
    const read: Buffer[] = [];
    for (let ended = false; !ended; ) {
      const chunk = await response.read();
      ended = chunk.ended;
      read.push(...chunk.data.map((bytes) => Buffer.from(bytes)));
      structuredClone(null, { transfer: memoryOf(chunk.data) }); // as to the cell: it throws where two share memory
    }
    expect(sent.map(({ byteLength }) => byteLength)).toEqual([0, 400_012, 3]); // a proxy of ours has one frame of data in a message, which alone is worth not to copy
    expect(Buffer.compare(Buffer.concat(read), Buffer.concat([piece(1), piece(2), piece(3)]))).toBe(0);
  });

  it("hands small pieces on together", async () => {
    const response = await RelayResponse.receive(messages([HEAD, frame(2, "a"), frame(2, "b"), frame(2, "c"), END].map((bytes) => new Uint8Array(bytes))));
    await new Promise((resolve) => setTimeout(resolve));
    expect((await response.read()).data.map((bytes) => Buffer.from(bytes).toString())).toEqual(["abc"]);
  });

  it("does not keep a large message for the little that is in it", async () => {
    const response = await RelayResponse.receive(messages([HEAD, Buffer.concat([frame(2, ""), frame(2, "x"), ...Array<Buffer>(1000).fill(frame(2, ""))]), END].map((bytes) => new Uint8Array(bytes))));
    const { data } = await response.read();
    expect(data.map((bytes) => [bytes.length, bytes.buffer.byteLength])).toEqual([[1, 1]]);
  });

  it("holds the relay back, too, when it sends byte by byte", async () => {
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      async pull(controller) {
        if (pulled % 1000 === 999) await new Promise((resolve) => setImmediate(resolve));
        controller.enqueue(new Uint8Array(pulled === 0 ? HEAD : frame(2, "x")));
        pulled += 1;
      },
    });
    const response = await RelayResponse.receive(endless);
    for (let before = -1; before !== pulled; ) {
      before = pulled;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(pulled).toBeLessThan(5000);
    expect((await response.read()).data.map(({ length }) => length)).toEqual([4097]);
  });

  it("holds the relay back while Python does not read", async () => {
    let pulled = 0;
    const chunk = frame(2, new Uint8Array(1 << 18));
    const endless = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull(controller) {
        controller.enqueue(new Uint8Array(pulled === 0 ? Buffer.concat([HEAD, chunk]) : chunk));
        pulled += 1;
      },
    });
    const response = await RelayResponse.receive(endless);
    const settled = async (): Promise<number> => {
      for (let before = -1; before !== pulled; ) {
        before = pulled;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return pulled;
    };
    const first = await settled();
    expect(first * chunk.length).toBeLessThan(8 << 20);
    for (let reads = 0; reads < 8; reads += 1) await response.read();
    expect(await settled()).toBeGreaterThan(first);
  });
});
