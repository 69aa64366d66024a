/** What pages send over WebSockets, to a real proxy; the WebSocket is the one that Node's tests have. */
import { createServer } from "node:http";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import WebSocket, { WebSocketServer } from "ws";
import { startProxy, type Proxy, type ProxyOptions } from "../../proxy/node/index.ts";
import { RequestBody } from "../../src/broker/network/body.ts";
import type { IncomingResponse, Upload } from "../../src/broker/network/lane.ts";
import { RelayKey } from "../../src/broker/network/relay-key.ts";
import { RelayLane } from "../../src/broker/network/relay.ts";
import type { RequestHead } from "../../src/protocol/http.ts";
import { listenOnLoopback } from "../servers/listener.ts";
import "./with-resolvers.ts";

const ORIGIN = "https://repl.example";
const LARGE = 24 * 1024 * 1024;

const opened: string[] = [];

/** Node's own has no origin to send. */
class PageSocket extends WebSocket {
  constructor(url: URL, protocol: string) {
    super(url, protocol, { origin: ORIGIN });
    opened.push(url.href);
  }
}

const closers: (() => Promise<unknown>)[] = [];
beforeAll(() => void Object.assign(globalThis, { WebSocket: PageSocket }));
afterEach(async () => {
  opened.length = 0;
  for (const close of closers.splice(0).reverse()) await close();
});

interface Cloud {
  readonly port: number;
  /** Resolves when a connection was cut. */
  readonly cut: Promise<void>;
}

async function startCloud(): Promise<Cloud> {
  const cut = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    if (request.url === "/hang") return void request.socket.once("close", () => cut.resolve());
    if (request.url === "/large") return void response.end(Buffer.alloc(LARGE, "0123456789"));
    if (request.url === "/early") return void response.writeHead(413, { Connection: "close" }).end();
    if (request.url === "/half") return void response.writeHead(200, { "Content-Length": 10 }).write("12345");
    request.pipe(response);
  });
  const { port, stop } = await listenOnLoopback(server);
  closers.push(stop);
  return { port, cut: cut.promise };
}

async function setUp(options: Partial<ProxyOptions> = {}) {
  const cloud = await startCloud();
  const proxy = await startProxy({ port: 0, origins: [ORIGIN], allow: [`127.0.0.1:${cloud.port}`], graceMs: 0, ...options });
  closers.push(() => proxy.close());
  const lane = await laneTo(proxy);
  const send = (target: string, body = "", signal = new AbortController().signal, askKey = () => Promise.resolve(false)): Promise<IncomingResponse> => {
    const collected = new RequestBody();
    collected.append(new TextEncoder().encode(body));
    const headers: [string, string][] = [["Host", `127.0.0.1:${cloud.port}`], ["Content-Length", String(body.length)]];
    return lane.send({ head: { scheme: "http", host: "127.0.0.1", port: cloud.port, method: "PUT", target, headers, connectTimeout: null }, body: collected, askKey }, signal);
  };
  return { cloud, proxy, lane, send };
}

/** A lane that knows what the proxy takes. */
async function laneTo(proxy: Pick<Proxy, "url">): Promise<RelayLane> {
  const lane = new RelayLane(new URL(proxy.url), new RelayKey());
  const known = new Promise<void>((resolve) => (lane.health.onChange = resolve));
  lane.health.check();
  await known;
  return lane;
}

async function textOf(response: IncomingResponse): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for (;;) {
    const { data, ended } = await response.read();
    for (const piece of data) text += decoder.decode(piece, { stream: true });
    if (ended) return text;
  }
}

describe("requests to a proxy that takes sockets", () => {
  it("go over a socket from the first one on that comes when the proxy has told, which the first of all asks", async () => {
    const cloud = await startCloud();
    const proxy = await startProxy({ port: 0, origins: [ORIGIN], allow: [`127.0.0.1:${cloud.port}`], graceMs: 0 });
    closers.push(() => proxy.close());
    const lane = new RelayLane(new URL(proxy.url), new RelayKey());
    const known = new Promise<void>((resolve) => (lane.health.onChange = resolve));
    const head = { scheme: "http", host: "127.0.0.1", port: cloud.port, method: "GET", target: "/", headers: [], connectTimeout: null } as const;
    const get = async (): Promise<IncomingResponse> => {
      await lane.admit(() => Promise.resolve(false), new AbortController().signal);
      return lane.send({ head, body: new RequestBody(), askKey: () => Promise.resolve(false) }, new AbortController().signal);
    };
    await expect(get()).rejects.toMatchObject({ code: "denied-origin" }); // posted, and Node's fetch has none
    await known;
    expect(await textOf(await get())).toBe("");
    expect(opened).toHaveLength(1);
  });

  it("share one, one after the other", async () => {
    const { send } = await setUp();
    for (const body of ["one", "", "three"]) expect(await textOf(await send("/", body))).toBe(body);
    expect(opened).toHaveLength(1);
  });

  it("have one each at the same time, but no more than browsers have connections", async () => {
    const { send } = await setUp();
    const bodies = Array.from({ length: 20 }, (_, index) => `body ${index}`);
    // Node has no origin to send with what is posted, so the proxy refuses that.
    const outcomes = await Promise.allSettled(bodies.map(async (body) => (await textOf(await send("/", body))) === body));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled" && outcome.value)).toHaveLength(6);
    expect(outcomes.filter((outcome) => outcome.status === "rejected")).toHaveLength(14);
    expect(opened).toHaveLength(6);
  });

  it("get large bodies whole, however late they are read", async () => {
    const { send } = await setUp();
    const response = await send("/large");
    await new Promise((resolve) => setTimeout(resolve, 100)); // the proxy has sent what it may
    expect(await textOf(response)).toBe("0123456789".repeat(LARGE / 10 + 1).slice(0, LARGE));
    expect(await textOf(await send("/", "after"))).toBe("after");
    expect(opened).toHaveLength(1);
  });

  it("are given up with their connection to the cloud", async () => {
    const { cloud, lane, send } = await setUp();
    const abort = new AbortController();
    const sent = send("/hang", "", abort.signal);
    setTimeout(() => abort.abort(), 50);
    await expect(sent).rejects.toThrow("aborted");
    await cloud.cut;
    expect(lane.health.state.type).toBe("ok");
    expect(await textOf(await send("/", "next"))).toBe("next");
    expect(opened).toHaveLength(2);
  });

  it("say that the proxy broke, when it does in the middle of an answer", async () => {
    const { proxy, send } = await setUp();
    const response = await send("/half");
    await proxy.close();
    await expect(textOf(response)).rejects.toMatchObject({ code: "relay-down" });
  });

  it("are told why they were refused, and go again with another key", async () => {
    const { lane, send } = await setUp({ keys: [{ key: "a-key-for-the-workshop", expires: null }] });
    const askKey = (): Promise<boolean> => {
      lane.key.set("a-key-for-the-workshop");
      return Promise.resolve(true);
    };
    await expect(send("/", "x")).rejects.toMatchObject({ code: "denied-key" });
    expect(await textOf(await send("/", "x", undefined, askKey))).toBe("x");
    expect(opened).toHaveLength(1);
  });
});

describe("a body that is sent as it comes", () => {
  const MIB = 1 << 20;
  const head = (port: number, target: string, length: number): RequestHead => ({
    scheme: "http",
    host: "127.0.0.1",
    port,
    method: "PUT",
    target,
    headers: [["Host", `127.0.0.1:${port}`], ["Content-Length", String(length)]],
    connectTimeout: null,
  });
  const begin = async (lane: RelayLane, port: number, target: string, length: number, signal = new AbortController().signal): Promise<Upload> => {
    const upload = await lane.stream(head(port, target, length), signal);
    return upload ?? expect.fail("it was not begun");
  };

  it("arrives whole, and leaves the socket for the next request", async () => {
    const { cloud, lane, send } = await setUp();
    const upload = await begin(lane, cloud.port, "/", 12 * MIB);
    const answered = upload.response.then(textOf);
    for (let piece = 0; piece < 12; piece += 1) await upload.write(new Uint8Array(MIB).fill(97 + piece));
    upload.end();
    const text = await answered;
    expect([text.length, text[0], text.at(-1)]).toEqual([12 * MIB, "a", "l"]);
    expect(await textOf(await send("/", "next"))).toBe("next");
    expect(opened).toHaveLength(1);
  });

  it("waits where the server does not read, and is given up there", async () => {
    const { cloud, lane } = await setUp();
    const abort = new AbortController();
    const upload = await begin(lane, cloud.port, "/hang", 999 * MIB, abort.signal);
    let written = 0;
    const writing = (async () => {
      for (; written < 999; written += 1) await upload.write(new Uint8Array(MIB));
    })();
    let before = -1;
    while (before !== written) {
      before = written;
      await new Promise((resolve) => setTimeout(resolve, 200)); // nothing tells that nothing happens
    }
    expect(written).toBeLessThan(100);
    abort.abort();
    await expect(upload.response).rejects.toThrow("aborted");
    await expect(writing).rejects.toThrow("aborted");
  });

  it("tells its writer why it was refused", async () => {
    const { lane } = await setUp();
    const upload = await begin(lane, 1, "/", MIB);
    await expect(upload.response).rejects.toMatchObject({ code: "denied-host" });
    await expect(upload.write(new Uint8Array(1))).rejects.toMatchObject({ code: "denied-host" });
  });

  it("is answered before its end, and the rest is not wanted", async () => {
    const { cloud, lane, send } = await setUp();
    const upload = await begin(lane, cloud.port, "/early", MIB);
    expect((await upload.response).head.status).toBe(413);
    await upload.write(new Uint8Array(MIB));
    upload.end();
    expect(await textOf(await send("/", "next"))).toBe("next");
    expect(opened).toHaveLength(2);
  });

  it("is collected instead where the proxy wants a key, until it has taken one", async () => {
    const { cloud, lane, send } = await setUp({ keys: [{ key: "a-key-for-the-workshop", expires: null }] });
    const signal = new AbortController().signal;
    expect(await lane.stream(head(cloud.port, "/", MIB), signal)).toBeNull();
    lane.key.set("a-key-for-the-workshop");
    expect(await lane.stream(head(cloud.port, "/", MIB), signal)).toBeNull();
    expect(await textOf(await send("/", "small"))).toBe("small");
    const upload = await begin(lane, cloud.port, "/", 3);
    await upload.write(new TextEncoder().encode("abc"));
    upload.end();
    expect(await textOf(await upload.response)).toBe("abc");
  });
});

it.each<[string, (socket: WebSocket) => void]>([
  ["says that it has read what nobody has sent", (socket) => socket.send("taken 5")],
  ["sends without end what nobody has asked for", (socket) => flood(socket, Buffer.alloc(1 << 20, 1))],
  ["says what is no message of a proxy", (socket) => socket.send(Buffer.of(7, 1, 2))],
  ["says nothing at all", (socket) => socket.send(Buffer.alloc(0))],
  ["talks in text", (socket) => socket.send("hello")],
  ["goes away", (socket) => socket.terminate()],
])("what answers in the place of a proxy and %s is given up", async (_, answer) => {
  const { sent, gone } = await ask(answer);
  await expect(sent).rejects.toMatchObject({ code: "relay-down" });
  await gone;
});

it("what sends more than anybody reads is given up, before it fills the memory", async () => {
  const head = Buffer.from(JSON.stringify({ status: 200, reason: "", headers: [] }));
  const { sent, gone } = await ask((socket) => {
    socket.send(Buffer.concat([Buffer.of(1, 1, 0, 0, 0, head.length), head, Buffer.of(2, 0xff, 0xff, 0xff, 0xff)]));
    flood(socket, Buffer.alloc(1 << 20, 1));
  });
  const response = await sent;
  await gone;
  await expect(textOf(response)).rejects.toMatchObject({ code: "relay-down" });
});

/** Asks what answers in the place of a proxy; `gone` when its socket was closed. */
async function ask(answer: (socket: WebSocket) => void): Promise<{ readonly sent: Promise<IncomingResponse>; readonly gone: Promise<void> }> {
  const server = createServer((_request, response) => response.end(JSON.stringify({ name: "libcloud-repl-relay", version: "1", protocol: 1, features: { key: false, socket: true } })));
  const sockets = new WebSocketServer({ server, handleProtocols: ([first]) => first ?? false });
  const gone = new Promise<void>((resolve) => sockets.on("connection", (socket) => socket.on("close", () => resolve()).once("message", () => answer(socket))));
  const { port, stop } = await listenOnLoopback(server);
  closers.push(stop);
  const lane = await laneTo({ url: `http://127.0.0.1:${port}` });
  const head = { scheme: "http", host: "127.0.0.1", port: 1, method: "GET", target: "/", headers: [], connectTimeout: null } as const;
  return { sent: lane.send({ head, body: new RequestBody(), askKey: () => Promise.resolve(false) }, new AbortController().signal), gone };
}

function flood(socket: WebSocket, message: Buffer): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(message, () => flood(socket, message));
}

it("without sockets everything is posted, and nobody tries again", async () => {
  const { proxy, send } = await setUp();
  Object.assign(globalThis, {
    WebSocket: class {
      constructor() {
        opened.push(proxy.url);
        throw new Error("not from here");
      }
    },
  });
  // Node sends no origin, which the proxy's answer to a POST shows.
  for (let round = 0; round < 2; round += 1) await expect(send("/", "x")).rejects.toMatchObject({ code: "denied-origin" });
  expect(opened).toHaveLength(1);
  Object.assign(globalThis, { WebSocket: PageSocket });
});
