import { once } from "node:events";
import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, beforeAll, expect, test } from "vitest";
import { runNative } from "./native.ts";
import { testPython } from "./project.ts";
import type { Address, RunningServer } from "./process.ts";
import { startDrip, startEcho, startHanging, startThroughput } from "./raw.ts";

const started: RunningServer[] = [];

beforeAll(testPython, 300_000);

async function track<T extends RunningServer>(starting: Promise<T>): Promise<T> {
  const server = await starting;
  started.push(server);
  return server;
}

afterEach(() => Promise.all(started.splice(0).map((server) => server.stop())));

function url({ host, port }: Address, path = "/"): string {
  return `http://${host}:${port}${path}`;
}

test("the hanging server takes a request and says nothing", async () => {
  const server = await track(startHanging());
  const socket = connect(server.port, server.host);
  socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  await expect.poll(server.connections).toBe(1);
  // Nothing can be awaited that does not come: an answer would be here by now.
  await delay(200);
  expect(socket.bytesRead).toBe(0);
  socket.destroy();
  await expect.poll(server.connections).toBe(0);
});

test("the drip server sends the head at once and the body piece by piece", async () => {
  const server = await track(startDrip({ pieces: ["one ", "two ", "three"], every: 100 }));
  const start = performance.now();
  const response = await fetch(url(server));
  const head = performance.now() - start;
  expect(await response.text()).toBe("one two three");
  const body = performance.now() - start;
  expect(body - head).toBeGreaterThan(150);
});

test("the echo server gives back the exact bytes of requests that came together and in parts", async () => {
  const server = await track(startEcho());
  const socket = connect(server.port, server.host);
  await once(socket, "connect");
  const head = "POST /a?b=%2f HTTP/1.1\r\nhOsT: x:1\r\nX-Odd:  two\r\nContent-Length: 3\r\n\r\n";
  const chunkedHead = "PUT /c HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  const chunks = "3;x=y\r\nabc\r\n0\r\nT: t\r\n\r\n";
  socket.write(Buffer.from(`${head}\x00\xff`, "latin1"));
  socket.write(Buffer.from(`\xe9${chunkedHead}${chunks}GET / HTTP/1.1\r\n\r\n`, "latin1"));
  expect(await answers(socket, 3)).toEqual([
    { head, body: "\x00\xff\xe9" },
    { head: chunkedHead, body: chunks },
    { head: "GET / HTTP/1.1\r\n\r\n", body: "" },
  ]);
  socket.destroy();
});

async function answers(socket: AsyncIterable<Buffer>, count: number): Promise<unknown[]> {
  let text = "";
  for await (const data of socket) {
    text += data.toString("latin1");
    const bodies = text.match(/^\{.*\}(?=$|HTTP)/gm) ?? [];
    const complete = bodies.flatMap((body) => (body.endsWith("}") ? [JSON.parse(body) as unknown] : []));
    if (complete.length === count) return complete;
  }
  throw new Error(`only this came: ${text}`);
}

test("the throughput server gives and swallows as many bytes as it says", async () => {
  const server = await track(startThroughput());
  const given = await (await fetch(url(server, "/bytes/10000001"))).arrayBuffer();
  expect(given.byteLength).toBe(10_000_001);
  const swallowed = await fetch(url(server, "/swallow"), { method: "PUT", body: new Uint8Array(5_000_003) });
  expect(await swallowed.json()).toEqual({ received: 5_000_003 });
});

test("the throughput server counts the small GETs of a native client", { timeout: 60_000 }, async () => {
  const server = await track(startThroughput());
  const times = await runNative("small_gets", server);
  expect(times).toMatchObject({ count: 200, median_ms: expect.any(Number) });
  expect(server.smallGets()).toBe(210);
});
