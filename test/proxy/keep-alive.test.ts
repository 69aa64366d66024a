import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { createNodePlatform } from "../../proxy/node/index.ts";
import { proxyTo, until, upstream } from "./harness.ts";
import { post, relay, relayBytes } from "./relay-client.ts";

/** A server that answers each request, by what its target says. */
async function cloud(answers: Readonly<Record<string, string>>, options: object = {}) {
  const server = await upstream((socket, first) => {
    const answer = (text: string) => {
      for (const [, target = ""] of text.matchAll(/^[A-Z]+ \/(\w*)/gm)) socket.write(answers[target] ?? "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", "latin1");
    };
    answer(first);
    socket.on("data", (piece: Buffer) => answer(piece.toString("latin1")));
  });
  const proxy = await proxyTo(server.port, options, createNodePlatform());
  const ask = (target = "/", more: object = {}) => relay(proxy.url, { port: server.port, target, ...more });
  return { server, proxy, ask };
}

describe("connections to a server", () => {
  it.each([
    ["a length", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody"],
    ["chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n"],
    ["no body", "HTTP/1.1 204 No Content\r\n\r\n"],
  ])("are used again after a response with %s", async (_, x) => {
    const { server, ask } = await cloud({ x });
    for (let count = 0; count < 5; count += 1) expect((await ask("/x")).ended).toBe(true);
    expect(server.connections).toHaveLength(1);
  });

  it("take no time to connect when they are used again", async () => {
    const { ask } = await cloud({});
    const times = [await ask(), await ask()].map(({ head }) => head?.connectMs ?? -1);
    expect(times).toEqual([expect.toSatisfy((time: number) => time > 0), 0]);
  });

  it("are used again after an upload, and each request has its own body", async () => {
    const { server, proxy } = await cloud({});
    for (const body of ["one", "three"]) {
      const head = { port: server.port, method: "POST", target: "/", headers: [["Content-Length", String(body.length)]] };
      expect((await relay(proxy.url, head, body)).body).toBe("ok");
    }
    expect((await server.connection()).received()).toBe("POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nonePOST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nthree");
    expect(server.connections).toHaveLength(1);
  });

  it.each([
    ["says close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"],
    ["says close in a list", "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 2\r\n\r\nok"],
    ["is of HTTP/1.0", "HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok"],
    ["has more behind its end", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"],
    ["has more behind its last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"],
    ["has none and a body all the same", "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"],
  ])("are not used again after a response that %s", async (_, x) => {
    const { server, ask } = await cloud({ x });
    await ask("/x");
    await (await server.connection()).closed();
    expect((await ask("/y")).body).toBe("ok");
    expect(server.connections).toHaveLength(2);
  });

  it("are not used again when the request says close", async () => {
    const { server, ask } = await cloud({});
    await ask("/", { headers: [["Connection", "close"]] });
    await (await server.connection()).closed();
  });

  it("are given up when the server says something unasked, or ends", async () => {
    const { server, ask } = await cloud({});
    await ask();
    const first = await server.connection();
    first.socket.write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil");
    await first.closed();
    expect((await ask()).body).toBe("ok");
    const second = await server.connection(1);
    second.socket.end();
    await second.closed();
    expect((await ask()).body).toBe("ok");
    expect(server.connections).toHaveLength(3);
  });

  it("are not shared by two clients", async () => {
    const { server, proxy } = await cloud({}, { forwarded: true });
    const from = (client: string) => post(proxy.url, relayBytes({ port: server.port }), { "X-Forwarded-For": `9.9.9.9, ${client}` });
    for (const client of ["1.1.1.1", "1.1.1.1", "1.1.1.2", "2001:db8::1", "1.1.1.1"]) expect((await from(client)).body).toBe("ok");
    expect(server.connections).toHaveLength(3);
  });

  it("are given up after a while", async () => {
    const { server, ask } = await cloud({});
    await ask();
    const { socket } = await server.connection();
    if (!socket.closed) await once(socket, "close");
    await until(() => socket.closed);
  });
});
