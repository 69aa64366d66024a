/** Who is slow on purpose holds a place for a while only, at either side; and who asks too much learns when to come again. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { describe, expect, it } from "vitest";
import { pair, proxyTo } from "./harness.ts";
import { openPost, post, readAnswer, relay, relayBytes, responseTo } from "./relay-client.ts";
import { answering } from "./upstream.ts";

/** Writes a byte of the text whenever a few milliseconds have passed, for ever. */
function drip(text: string, write: (piece: string) => void): () => void {
  let at = 0;
  const timer = setInterval(() => write(text[at++ % text.length] ?? ""), 5);
  return () => clearInterval(timer);
}

describe("a head that drips", () => {
  it("of the page is not waited for", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { headMs: 100 } });
    const sending = openPost(proxy.url);
    const bytes = relayBytes({ port: server.port, headers: [["A", "b".repeat(10_000)]] }).toString("latin1");
    const stop = drip(bytes, (piece) => sending.write(piece));
    const answer = await readAnswer(await responseTo(sending));
    stop();
    sending.destroy();
    expect(answer.error).toMatchObject({ code: "timeout", message: "The head of the request took too long." });
    expect(server.connections).toHaveLength(0);
  });

  it("of its HTTP is not waited for either", async () => {
    const { proxy } = await pair(() => undefined, { limits: { headMs: 100 } });
    const socket = connect(proxy.port, "127.0.0.1");
    let text = "";
    socket.on("error", () => undefined).on("data", (piece) => (text += piece.toString("latin1")));
    socket.write("POST / HTTP/1.1\r\nHost: x\r\n");
    const stop = drip("A: b\r\n", (piece) => socket.write(piece));
    while (!socket.closed) await once(socket, "close").catch(() => undefined);
    stop();
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
  });

  it("of the server is not waited for", async () => {
    const { server, proxy } = await pair(
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n");
        socket.once("close", drip("A: b\r\n", (piece) => socket.write(piece)));
      },
      { limits: { headMs: 100 } },
    );
    const answer = await relay(proxy.url, { port: server.port });
    expect(answer.error).toMatchObject({ code: "timeout", message: "The head of the response took too long." });
    await (await server.connection()).closed();
  });

  it("is not that of a server which thinks for long after an interim response", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 100 Continue\r\n\r\n"), { limits: { headMs: 100 } });
    const answered = relay(proxy.url, { port: server.port });
    const { socket } = await server.connection();
    await new Promise((resolve) => setTimeout(resolve, 250));
    socket.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    expect(await answered).toMatchObject({ body: "ok", ended: true });
  });
});

describe("a body that drips", () => {
  it.each(["page", "server"])("from the %s is ended after the longest time of an exchange", async (side) => {
    const { server, proxy } = await pair(
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        if (side === "server") socket.once("close", drip("x", (piece) => socket.write(piece)));
      },
      { limits: { totalMs: 200 } },
    );
    const sending = openPost(proxy.url);
    const upload = side === "page" ? { method: "PUT", headers: [["Transfer-Encoding", "chunked"]] } : {};
    sending.write(relayBytes({ port: server.port, ...upload }));
    const stop = side === "page" ? drip("x", (piece) => sending.write(piece)) : (sending.end(), () => undefined);
    const answer = await readAnswer(await responseTo(sending));
    stop();
    expect(answer.error?.code).toBe("timeout");
    await (await server.connection()).closed();
    sending.destroy();
  });
});

describe("a response that does not end", () => {
  it("is cut at the limit", async () => {
    const { server, proxy } = await pair(
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        const fill = () => {
          while (socket.write(Buffer.alloc(65_536)));
        };
        socket.on("drain", fill);
        fill();
      },
      { limits: { responseBytes: 1_000_000 } },
    );
    const answer = await relay(proxy.url, { port: server.port });
    expect(answer.error?.code).toBe("too-large");
    expect(answer.body.length).toBeLessThanOrEqual(1_100_000);
    await (await server.connection()).closed();
  });
});

describe("too much", () => {
  it("of one client's rate says when to try again", async () => {
    const proxy = await proxyTo(1, { limits: { perMinute: 2 } });
    const ask = () => post(proxy.url, relayBytes({ host: "other.example", port: 80, headers: [] }));
    await ask();
    await ask();
    const { httpStatus, httpHeaders, error } = await ask();
    expect(httpStatus).toBe(429);
    const seconds = Number(httpHeaders["retry-after"]);
    expect(seconds).toBeGreaterThanOrEqual(29);
    expect(seconds).toBeLessThanOrEqual(30);
    expect(error).toEqual({ code: "too-many", message: `This client has sent too many requests to the proxy: try again in ${seconds} seconds.` });
    expect(httpHeaders["access-control-expose-headers"]).toBe("Retry-After");
  });

  it("of all clients together is refused to the next", async () => {
    const { server, proxy } = await pair(() => undefined, { forwarded: true, limits: { concurrentInAll: 3 } });
    const from = (client: string) => openPost(proxy.url, { "X-Forwarded-For": client });
    const open = ["1.1.1.1", "1.1.1.2", "1.1.1.3"].map(from);
    for (const [index, sending] of open.entries()) {
      sending.end(relayBytes({ port: server.port }));
      await server.connection(index);
    }
    const late = from("1.1.1.4");
    late.end(relayBytes({ port: server.port }));
    const response = await responseTo(late);
    expect(response.statusCode).toBe(429);
    expect(response.headers["retry-after"]).toBe("1");
    expect((await readAnswer(response)).error?.message).toBe("The proxy is busy with the requests of others: try again in a second.");
    for (const sending of open) sending.destroy();
  });
});

describe("a client's connections", () => {
  it("are cut beyond its share, and others may come when they are closed", async () => {
    const { proxy } = await pair(() => undefined, { limits: { concurrent: 1 } });
    const open = async (): Promise<Socket> => {
      const socket = connect(proxy.port, "127.0.0.1").on("error", () => undefined);
      await once(socket, "connect");
      return socket;
    };
    const works = async (socket: Socket): Promise<boolean> => {
      socket.write("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
      return Promise.race([once(socket, "data").then(() => true), once(socket, "close").then(() => false)]);
    };
    const all: Socket[] = [];
    for (let count = 0; count < 8; count += 1) all.push(await open());
    for (const socket of all) expect(await works(socket)).toBe(true);
    expect(await works(await open())).toBe(false);
    all[0]?.destroy();
    await expect.poll(async () => works(await open())).toBe(true);
    for (const socket of all) socket.destroy();
  });
});
