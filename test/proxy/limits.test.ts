import { describe, expect, it } from "vitest";
import { pair, RUNTIME } from "./contract.ts";
import { proxyTo } from "./harness.ts";
import { openPost, post, readAnswer, relay, relayBytes, responseTo } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const MIB = 1024 * 1024;

describe("limits", () => {
  it("refuses more exchanges at once than one client may have, and admits again when one has ended", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { concurrent: 2 } });
    const open = [openPost(proxy.url), openPost(proxy.url)];
    for (const [index, sending] of open.entries()) {
      sending.end(relayBytes({ port: server.port }));
      await server.connection(index);
    }
    const refused = await relay(proxy.url, { port: server.port });
    expect(refused.error?.code).toBe("too-many");
    expect(refused.httpStatus).toBe(429);
    open[0]?.socket?.resetAndDestroy();
    await (await server.connection(0)).closed();
    const admitted = openPost(proxy.url);
    admitted.end(relayBytes({ port: server.port }));
    await server.connection(2);
    admitted.destroy();
    open[1]?.destroy();
  });

  it("refuses more exchanges per minute than one client may start", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 204 No Content\r\n\r\n"), { limits: { perMinute: 3 } });
    const codes: (string | undefined)[] = [];
    for (let count = 0; count < 5; count += 1) codes.push((await relay(proxy.url, { port: server.port })).error?.code);
    expect(codes).toEqual([undefined, undefined, undefined, "too-many", "too-many"]);
  });

  it("refuses exchanges of a client that has moved more bytes than it may in an hour, and says when to come back", async () => {
    const { server, proxy } = await pair(answering(`HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n${"x".repeat(1000)}`), { limits: { bytesPerHour: 1000 } });
    const [first, second] = [await relay(proxy.url, { port: server.port }), await relay(proxy.url, { port: server.port })];
    expect([first.error?.code, second.error?.code]).toEqual([undefined, "too-many"]);
    expect(second.httpStatus).toBe(429);
    expect(second.error?.message).toMatch(/^This client has moved too many bytes through the proxy: try again in \d+ seconds\.$/);
  });

  it("refuses a body that is announced too large before it dials", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { requestBytes: 10 } });
    const answer = await relay(proxy.url, { port: server.port, method: "PUT", headers: [["Content-Length", "11"]] }, "x".repeat(11));
    expect(answer.error?.code).toBe("too-large");
    expect(answer.httpStatus).toBe(413);
    expect(server.connections).toHaveLength(0);
  });

  it("cuts a body that turns out too large", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { requestBytes: 10 } });
    const sending = openPost(proxy.url);
    sending.write(relayBytes({ port: server.port, method: "PUT", headers: [["Transfer-Encoding", "chunked"]] }, "x".repeat(8)));
    const connection = await server.connection();
    await connection.receives("8\r\n");
    sending.end("x".repeat(8));
    expect((await readAnswer(await responseTo(sending))).error?.code).toBe("too-large");
    await connection.closed();
  });

  // workerd closes the connection instead of reading on, and the page may not get to the answer (docs/proxy.md).
  it.runIf(RUNTIME === "node")("lets a page read a refusal while it still sends a large body", async () => {
    const { proxy } = await pair(() => undefined, { limits: { requestBytes: 10 } });
    const bytes = relayBytes({ port: 1, method: "PUT", host: "other.example", headers: [] }, Buffer.alloc(8 * MIB));
    expect((await post(proxy.url, bytes)).error?.code).toBe("denied-host");
  });

  it("ends an exchange in which nothing moves", async () => {
    const { server, proxy } = await pair(() => undefined, { limits: { idleMs: 80 } });
    const answer = await relay(proxy.url, { port: server.port });
    expect(answer.error?.code).toBe("timeout");
    await (await server.connection()).closed();
  });

  it("ends a request whose head does not come", async () => {
    const { proxy } = await pair(() => undefined, { limits: { idleMs: 80 } });
    const sending = openPost(proxy.url);
    sending.write(Buffer.from([0, 0, 0]));
    expect((await readAnswer(await responseTo(sending))).error?.code).toBe("timeout");
    sending.destroy();
  });

  it("ends an exchange that takes too long, although bytes move", async () => {
    const { server, proxy } = await pair(
      (socket) => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        const drip = setInterval(() => socket.write("x"), 10);
        socket.once("close", () => clearInterval(drip));
      },
      { limits: { totalMs: 150 } },
    );
    const answer = await relay(proxy.url, { port: server.port });
    expect(answer.error?.code).toBe("timeout");
    expect(answer.body).toMatch(/^x+$/);
    await (await server.connection()).closed();
  });

  it.each([0, -1, Number.NaN])("does not start with the limit %d", async (perMinute) => {
    await expect(proxyTo(1, { limits: { perMinute } })).rejects.toThrow(TypeError);
  });
});
