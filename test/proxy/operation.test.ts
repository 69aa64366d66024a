import type { IncomingMessage } from "node:http";
import { describe, expect, it } from "vitest";
import { pair, proxyTo, until, upstream } from "./harness.ts";
import { openPost, readAnswer, relay, relayBytes, responseTo } from "./relay-client.ts";
import { answering } from "./upstream.ts";

describe("the log", () => {
  it("has facts and no secrets", async () => {
    const lines: string[] = [];
    const secret = "s3cr3t";
    const { server, proxy } = await pair(answering(`HTTP/1.1 200 OK\r\nX: ${secret}\r\nContent-Length: 6\r\n\r\n${secret}`), {
      log: (line) => lines.push(line),
    });
    const headers = [["Authorization", secret], ["Content-Length", "6"]];
    await relay(proxy.url, { port: server.port, method: "PUT", target: `/${secret}`, headers }, secret);
    await relay(proxy.url, { host: `${secret}.example`, port: 80 });
    await until(() => lines.length === 2);
    expect(lines.join("")).not.toContain(secret);
    const [first, second] = lines.map((line) => JSON.parse(line));
    expect(Object.keys(first).sort()).toEqual(["milliseconds", "outcome", "received", "sent", "time"]);
    expect(first.outcome).toBe("ok");
    expect(first.sent).toBeGreaterThan(secret.length);
    expect(second.outcome).toBe("denied-host");
  });
});

describe("closing the proxy", () => {
  it("lets an exchange under way end within the grace", async () => {
    const server = await upstream(answering("HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nbody"));
    const proxy = await proxyTo(server.port, { graceMs: 5_000 });
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const response: IncomingMessage = await responseTo(sending);
    const closed = proxy.close();
    (await server.connection()).socket.write("more");
    expect(await readAnswer(response)).toMatchObject({ ended: true, body: "bodymore" });
    await closed;
  });

  it("cuts what takes longer than the grace, and frees the server", async () => {
    const { server, proxy } = await pair(() => undefined, { graceMs: 20 });
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const connection = await server.connection();
    await connection.receives("\r\n\r\n");
    await Promise.all([proxy.close(), connection.closed(), until(() => sending.closed)]);
  });

  it("may be asked for twice", async () => {
    const { proxy } = await pair(() => undefined);
    await Promise.all([proxy.close(), proxy.close()]);
  });
});
