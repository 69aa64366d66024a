/** What pages send over WebSockets, to a real proxy; the WebSocket is the one that Node's tests have. */
import { createServer } from "node:http";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import WebSocket from "ws";
import { startProxy, type Proxy, type ProxyOptions } from "../../proxy/node/index.ts";
import { RequestBody } from "../../src/broker/network/body.ts";
import type { IncomingResponse } from "../../src/broker/network/lane.ts";
import { RelayKey } from "../../src/broker/network/relay-key.ts";
import { RelayLane } from "../../src/broker/network/relay.ts";
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
async function laneTo(proxy: Proxy): Promise<RelayLane> {
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
    text += decoder.decode(data, { stream: true });
    if (ended) return text;
  }
}

describe("requests to a proxy that takes sockets", () => {
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
