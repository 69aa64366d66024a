import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { createHandler, MAX_MESSAGE_BYTES, RelaySocket } from "../../proxy/core/index.ts";
import { nodePlatform } from "../../proxy/node/index.ts";
import { listen } from "../../proxy/node/listening.ts";
import { type Patience, SocketFront } from "../../proxy/node/socket-front.ts";
import { closeAfterTest, pair, proxyTo, until, upstream } from "./harness.ts";
import { ORIGIN, readFrames, relay, relayBytes } from "./relay-client.ts";
import { SocketClient, type SocketOptions } from "./socket-client.ts";
import { answering, type Behaviour } from "./upstream.ts";

const MIB = 1024 * 1024;
const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
const KEY = "a-key-for-the-workshop";

async function framesOf(client: SocketClient): Promise<string[]> {
  const frames: string[] = [];
  for await (const { payload } of readFrames(client.answer())) frames.push(payload.toString());
  return frames;
}

async function exchange(client: SocketClient, port: number, key?: string): Promise<string> {
  client.request(relayBytes({ port }), key);
  return (await framesOf(client)).join("\n");
}

describe("a page's socket", () => {
  it("carries one exchange after the other", async () => {
    const { server, proxy } = await pair(OK);
    const client = await SocketClient.open(proxy.url);
    for (let round = 0; round < 3; round += 1) expect(await exchange(client, server.port)).toContain("ok");
    expect(await exchange(client, 1)).toContain("denied-host");
    expect(await exchange(client, server.port)).toContain("ok");
    expect(client.closeCode).toBeNull();
  });

  it("is told in the status", async () => {
    const { proxy } = await pair(OK);
    expect(await (await fetch(proxy.url)).json()).toMatchObject({ features: { socket: true } });
  });

  it.each<[string, string, SocketOptions, number]>([
    ["a page of another origin", "/", { origin: "https://evil.example" }, 403],
    ["another path", "/else", {}, 404],
    ["another subprotocol", "/", { protocol: "chat" }, 400],
  ])("is refused to %s", async (_, path, options, status) => {
    const { proxy } = await pair(OK);
    await expect(SocketClient.open(proxy.url + path, options)).rejects.toThrow(String(status));
  });

  it("serves nobody who does not say where he comes from", async () => {
    const { server, proxy } = await pair(OK);
    const client = await SocketClient.open(proxy.url, { origin: null });
    expect(await exchange(client, server.port)).toContain("denied-origin");
    expect(server.connections).toHaveLength(0);
  });

  it("brings the access key with each request", async () => {
    const server = await upstream(OK);
    const proxy = await proxyTo(server.port, { keys: [{ key: KEY, expires: null }] });
    const client = await SocketClient.open(proxy.url);
    expect(await exchange(client, server.port)).toContain("denied-key");
    expect(await exchange(client, server.port, `${KEY}x`)).toContain("denied-key");
    expect(server.connections).toHaveLength(0);
    expect(await exchange(client, server.port, KEY)).toContain("ok");
    expect(await exchange(client, server.port)).toContain("denied-key");
  });

  it("counts in the client's share", async () => {
    const server = await upstream(OK);
    const proxy = await proxyTo(server.port, { limits: { perMinute: 2 } });
    const client = await SocketClient.open(proxy.url);
    expect(await exchange(client, server.port)).toContain("ok");
    expect(await exchange(client, server.port)).toContain("ok");
    expect(await exchange(client, server.port)).toContain("too-many");
  });

  it.each<[string, (client: SocketClient) => void]>([
    ["text", ({ socket }) => socket.send("hello")],
    ["nothing", ({ socket }) => socket.send(Buffer.alloc(0))],
    ["one byte", ({ socket }) => socket.send(Buffer.of(1))],
    ["a kind that there is not", ({ socket }) => socket.send(Buffer.of(9, 0, 0, 1, 2, 3))],
    ["a key that goes beyond the message", ({ socket }) => socket.send(Buffer.of(1, 0xff, 0xff, 65, 65))],
    ["more than a message may have", (client) => client.request(Buffer.alloc(MAX_MESSAGE_BYTES))],
  ])("is closed after %s, and the proxy goes on", async (_, send) => {
    const { server, proxy } = await pair(OK);
    const client = await SocketClient.open(proxy.url);
    send(client);
    expect([1002, 1006, 1009]).toContain(await client.closed());
    expect((await relay(proxy.url, { port: server.port })).body).toBe("ok");
  });

  it("is closed when a request comes before the last is answered, and so is the server's connection", async () => {
    const { server, proxy } = await pair(() => undefined);
    const client = await SocketClient.open(proxy.url);
    client.request(relayBytes({ port: server.port }));
    const connection = await server.connection();
    client.request(relayBytes({ port: server.port }));
    expect(await client.closed()).toBe(1002);
    await connection.closed();
  });

  it("gets what is there in large messages", async () => {
    const size = 16 * MIB;
    const { server, proxy } = await pair((socket) => void socket.write(Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`), Buffer.alloc(size)])));
    const client = await SocketClient.open(proxy.url);
    client.request(relayBytes({ port: server.port }));
    let messages = 0;
    let data = 0;
    const counted = async function* () {
      for await (const message of client.answer()) {
        messages += 1;
        yield message;
      }
    };
    for await (const { type } of readFrames(counted())) data += type === 2 ? 1 : 0;
    expect(messages).toBeLessThan(size / (192 * 1024));
    expect(data).toBeLessThanOrEqual(messages); // the page need not copy what came together, then
  });

  it("gets a chunk as soon as it is there, not with the next one", async () => {
    const { server, proxy } = await pair((socket) => {
      socket.setNoDelay(true).write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10000\r\n");
      setTimeout(() => socket.write(Buffer.alloc(65_536, "a"), () => setImmediate(() => socket.write("\r\n"))), 50);
    });
    const client = await SocketClient.open(proxy.url);
    client.request(relayBytes({ port: server.port }));
    let body = 0;
    for (const frames = readFrames(client.answer()); body < 65_536; ) {
      const { value } = await frames.next();
      if (value?.type === 2) body += value.payload.length;
    }
    expect(body).toBe(65_536);
  });

  it("that says to have read what it has not is cut, before the proxy's memory is full", async () => {
    const { server, proxy } = await pair((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n\r\n");
      const fill = (): void => {
        while (socket.write(Buffer.alloc(MIB)));
        socket.once("drain", fill);
      };
      fill();
    });
    const client = await SocketClient.open(proxy.url);
    client.request(relayBytes({ port: server.port }));
    await client.next();
    client.socket.pause();
    const crediting = setInterval(() => client.credit(999_999_999), 1);
    await (await server.connection()).closed();
    clearInterval(crediting);
    client.socket.terminate();
  });

  it("does not read a response that the page does not credit, and goes on when it does", async () => {
    const size = 32 * MIB;
    let written = 0;
    const { server, proxy } = await pair((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Length: ${size}\r\n\r\n`);
      const piece = Buffer.alloc(64 * 1024, "0123456789abcdef");
      const fill = (): void => {
        for (let more = true; more && written < size; written += piece.length) more = socket.write(piece);
        if (written < size) socket.once("drain", fill);
      };
      fill();
    });
    const client = await SocketClient.open(proxy.url);
    client.request(relayBytes({ port: server.port }));
    await until(() => client.received >= 2 * MIB);
    await new Promise((resolve) => setTimeout(resolve, 200)); // nothing happens, so there is nothing to wait for
    expect(client.received).toBeLessThan(4 * MIB);
    expect(written).toBeLessThan(size);
    let body = 0;
    for await (const { type, payload } of readFrames(client.answer())) if (type === 2) body += payload.length;
    expect(body).toBe(size);
  });

  it("takes the server's connection along when the page goes away", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfirst"));
    const client = await SocketClient.open(proxy.url);
    client.request(relayBytes({ port: server.port }));
    await client.next();
    client.socket.terminate();
    await (await server.connection()).closed();
  });

  it("ends with the proxy: at once where nothing is under way, else behind the answer", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfirst"), { graceMs: 60_000 });
    const [idle, busy] = [await SocketClient.open(proxy.url), await SocketClient.open(proxy.url)];
    busy.request(relayBytes({ port: server.port }));
    const connection = await server.connection();
    const answer = framesOf(busy);
    const closed = proxy.close();
    expect(await idle.closed()).toBe(1001);
    await expect(SocketClient.open(proxy.url)).rejects.toThrow();
    connection.socket.write("last");
    expect((await answer).join("")).toContain("last");
    expect(await busy.closed()).toBe(1001);
    await closed;
  });

  it("is cut when the proxy's grace is over", async () => {
    const { server, proxy } = await pair(() => undefined, { graceMs: 50 });
    const client = await SocketClient.open(proxy.url);
    client.request(relayBytes({ port: server.port }));
    await server.connection();
    await proxy.close();
    expect(await client.closed()).toBe(1006);
  });
});

describe("an upload in parts", () => {
  const put = (port: number, body: string, chunked = false): Uint8Array =>
    relayBytes({ port, method: "PUT", headers: [["Host", "x"], chunked ? ["Transfer-Encoding", "chunked"] : ["Content-Length", String(body.length)]] });
  const BODY = "0123456789abcdef".repeat(20_000);

  /** Answers when all of the body is there. */
  const whole: Behaviour = (socket, received) => {
    if (received.startsWith("GET")) return OK(socket, received);
    let length = received.length - received.indexOf("\r\n\r\n") - 4;
    socket.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length >= BODY.length) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    });
  };

  /** A client whose upload, of which more is to come, has been answered, and the server's port. */
  async function answeredEarly(): Promise<{ readonly client: SocketClient; readonly port: number }> {
    const { server, proxy } = await pair(answering("HTTP/1.1 413 Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", true));
    const client = await SocketClient.open(proxy.url);
    client.begin(put(server.port, BODY));
    expect((await framesOf(client)).join("")).toContain("413");
    return { client, port: server.port };
  }

  it("reaches the server as it is, and its reading is told", async () => {
    const { server, proxy } = await pair(whole);
    const client = await SocketClient.open(proxy.url);
    const first = put(server.port, BODY);
    client.begin(first);
    for (let at = 0; at < BODY.length; at += 100_000) client.part(Buffer.from(BODY.slice(at, at + 100_000)));
    client.end();
    expect((await framesOf(client)).join("")).toContain("ok");
    const [, body] = (await (await server.connection()).receives(BODY)).split("\r\n\r\n");
    expect(body).toBe(BODY);
    expect(client.taken).toBeGreaterThan(first.length + BODY.length - 2 ** 18);
    expect(client.taken).toBeLessThanOrEqual(first.length + BODY.length);
    expect(await exchange(client, server.port)).toContain("200");
  });

  it("may begin with nothing, and be chunked", async () => {
    const { server, proxy } = await pair((socket) => socket.on("data", (piece: Buffer) => piece.includes("0\r\n\r\n") && socket.write("HTTP/1.1 204 No\r\n\r\n")));
    const client = await SocketClient.open(proxy.url);
    client.begin(Buffer.alloc(0));
    client.part(put(server.port, "", true));
    client.part(Buffer.from("one"));
    await (await server.connection()).receives("3\r\none\r\n");
    client.part(Buffer.from("three"));
    client.end();
    expect((await framesOf(client)).join("")).toContain("204");
    await (await server.connection()).receives("5\r\nthree\r\n0\r\n\r\n");
  });

  it("is read as fast as the server reads it, and no more is taken than there is room for", async () => {
    const { server, proxy } = await pair((socket) => socket.pause());
    const client = await SocketClient.open(proxy.url);
    client.begin(put(server.port, "x".repeat(64 * MIB)));
    for (let sent = 0; sent < 40; sent += 1) client.part(Buffer.alloc(MIB));
    expect(await client.closed()).toBe(1002);
    expect(client.taken).toBeLessThan(36 * MIB); // what the operating system's buffers hold is gone
  });

  it("ends where the server answers early; what is on its way then is read, and the next request goes", async () => {
    const { client, port } = await answeredEarly();
    for (let part = 0; part < 4; part += 1) client.part(Buffer.alloc(MIB));
    client.end();
    expect(await exchange(client, port)).toContain("413");
    client.end();
    expect(await client.closed()).toBe(1002);
  });

  it.each<[string, string, string]>([
    ["shorter", BODY, BODY.slice(1)],
    ["longer", BODY.slice(1), BODY],
  ])("that is %s than announced is refused", async (_, announced, sent) => {
    const { server, proxy } = await pair(() => undefined);
    const client = await SocketClient.open(proxy.url);
    client.begin(put(server.port, announced));
    client.part(Buffer.from(sent));
    client.end();
    expect((await framesOf(client)).join("")).toContain("bad-request");
    await (await server.connection()).closed();
  });

  it("of many small pieces is put together, in order", async () => {
    const { server, proxy } = await pair(whole);
    const client = await SocketClient.open(proxy.url);
    client.begin(put(server.port, BODY));
    for (let at = 0; at < BODY.length; ) {
      const length = 1 + ((at * 7919) % 20_011);
      client.part(Buffer.from(BODY.slice(at, at + length)));
      at += length;
    }
    client.end();
    expect((await framesOf(client)).join("")).toContain("ok");
    expect((await (await server.connection()).receives(BODY)).endsWith(BODY)).toBe(true);
  });

  it("does not go on for ever behind the answer", async () => {
    const { client } = await answeredEarly();
    for (let part = 0; part < 6; part += 1) client.part(Buffer.alloc(MIB));
    expect(await client.closed()).toBe(1002);
  });

  it("is given up with its connection when the page goes away", async () => {
    const { server, proxy } = await pair(() => undefined);
    const client = await SocketClient.open(proxy.url);
    client.begin(put(server.port, BODY));
    const connection = await server.connection();
    client.socket.terminate();
    await connection.closed();
  });

  it("needs the key and an allowed host, as any request", async () => {
    const server = await upstream(OK);
    const proxy = await proxyTo(server.port, { keys: [{ key: KEY, expires: null }] });
    for (const [port, key, code] of [[server.port, "", "denied-key"], [1, KEY, "denied-host"]] as const) {
      const client = await SocketClient.open(proxy.url);
      client.begin(put(port, BODY), key);
      expect((await framesOf(client)).join("")).toContain(code);
    }
    expect(server.connections).toHaveLength(0);
  });

  it.each<[string, (client: SocketClient) => void]>([
    ["goes on behind its end", (client) => client.part(Buffer.from("more"))],
    ["ends twice", (client) => client.end()],
  ])("that %s closes the socket", async (_, send) => {
    const { server, proxy } = await pair(() => undefined);
    const client = await SocketClient.open(proxy.url);
    client.begin(put(server.port, ""));
    client.end();
    send(client);
    expect(await client.closed()).toBe(1002);
  });
});

describe("a socket on which nothing moves", () => {
  async function front(patience: Patience, port: number): Promise<string> {
    const sockets = new SocketFront(createHandler({ origins: [ORIGIN], allow: [`127.0.0.1:${port}`] }, nodePlatform), patience);
    const server = createServer().on("upgrade", (incoming, connection, first) => void sockets.upgrade(incoming, connection, first, "127.0.0.1"));
    closeAfterTest(async () => {
      sockets.cut();
      await new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${await listen(server, 0, "127.0.0.1")}`;
  }

  it("is cut while it waits for a request", async () => {
    const client = await SocketClient.open(await front({ idleMs: 50, stalledMs: 60_000, checkMs: 10 }, 1));
    expect(await client.closed()).toBe(1006);
  });

  it("is cut, with the server's connection, when the page credits nothing any more", async () => {
    const server = await upstream((socket) => void socket.write(Buffer.concat([Buffer.from("HTTP/1.1 200 OK\r\n\r\n"), Buffer.alloc(8 * MIB)])));
    const client = await SocketClient.open(await front({ idleMs: 60_000, stalledMs: 200, checkMs: 10 }, server.port));
    client.request(relayBytes({ port: server.port }));
    await (await server.connection()).closed();
    expect(await client.closed()).toBe(1006);
  });
});

it("20,000 messages of random bytes end in answers, or close the socket", async () => {
  const handle = createHandler({ origins: [ORIGIN], limits: { perMinute: 1e9 } }, nodePlatform);
  let [answered, closed] = [0, 0];
  let seed = 1;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  for (let round = 0; round < 20_000; round += 1) {
    const end = { send: () => void (answered += 1), close: () => void (closed += 1) };
    const socket = new RelaySocket(handle, { client: "127.0.0.1", origin: ORIGIN }, end);
    const message = Uint8Array.from({ length: random(64) }, (_, at) => (at === 0 ? random(4) : at < 3 ? random(2) : random(256)));
    const received = socket.receive(message);
    const isBegun = socket.busy && message[0] === 2;
    if (isBegun) await socket.receive(["credit 9", "credit", message][random(3)] ?? "");
    if (isBegun) await socket.receive("end");
    await received;
    expect(socket.busy).toBe(false);
  }
  expect(answered).toBeGreaterThan(1000);
  expect(closed).toBeGreaterThan(1000);
});
