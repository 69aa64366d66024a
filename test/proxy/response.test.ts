import { describe, expect, it } from "vitest";
import { pair, proxyTo } from "./contract.ts";
import { upstream } from "./harness.ts";
import { openPost, readFrames, relay, relayBytes, responseTo, TRANSPORT } from "./relay-client.ts";
import { answering } from "./upstream.ts";

async function answerTo(response: string, end: boolean, ask: object = {}) {
  const { server, proxy } = await pair(answering(response, end));
  const answer = await relay(proxy.url, { port: server.port, ...ask });
  return { answer, server };
}

describe("the response", () => {
  it("keeps status, reason and headers as they are", async () => {
    const { answer } = await answerTo(
      "HTTP/1.1 299 N\u00f6 Reason \r\nb: 2\r\nA:\t1 \r\nB: 3\r\nset-cookie: x\r\nSet-Cookie: y\r\nLatin: \u0080\u00ff\u00a0\r\nEmpty:\r\nContent-Length: 0\r\n\r\n",
      false,
    );
    if (TRANSPORT === "post") expect(answer.httpStatus).toBe(200);
    expect(answer.head).toEqual({
      status: 299,
      reason: "N\u00f6 Reason ",
      headers: [
        ["b", "2"],
        ["A", "1"],
        ["B", "3"],
        ["set-cookie", "x"],
        ["Set-Cookie", "y"],
        ["Latin", "\u0080\u00ff\u00a0"],
        ["Empty", ""],
        ["Content-Length", "0"],
      ],
      connectMs: expect.any(Number),
    });
    expect(answer.ended).toBe(true);
  });

  it.each([
    ["by Content-Length", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", false, "body"],
    ["by Content-Length, with more after it", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbodyHTTP/1.1 200 OK\r\n\r\n", false, "body"],
    ["by the same Content-Length twice", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nbody", false, "body"],
    ["by the end of the connection", "HTTP/1.1 200 OK\r\n\r\nbody", true, "body"],
    ["by HTTP/1.0", "HTTP/1.0 200\r\n\r\nbody", true, "body"],
    ["with bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 4\n\nbody", false, "body"],
    ["in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nb\r\n3;x=\"y\"\r\nody\r\n000\r\nTrailer: x\r\n\r\n", false, "body"],
    ["in chunks with large digits", "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n0000000000000000000A\r\n0123456789\r\n0\r\n\r\n", false, "0123456789"],
    ["in no chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", false, ""],
    ["after interim responses", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", false, "body"],
    ["of 204, which has none", "HTTP/1.1 204 No Content\r\nContent-Length: 4\r\n\r\nbody", false, ""],
    ["of 304, which has none", "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n", false, ""],
  ])("ends %s", async (_, response, end, body) => {
    const { answer } = await answerTo(response, end);
    expect(answer.error).toBeNull();
    expect(answer.ended).toBe(true);
    expect(answer.body).toBe(body);
  });

  it("of HEAD has no body, whatever it announces", async () => {
    const { answer } = await answerTo("HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n", false, { method: "HEAD" });
    expect(answer).toMatchObject({ ended: true, body: "", error: null });
  });

  it("in thousands of small chunks is put together", async () => {
    const { answer } = await answerTo(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${"a\r\n0123456789\r\n".repeat(50_000)}0\r\n\r\n`, false);
    expect(answer.ended).toBe(true);
    expect(answer.body).toBe("0123456789".repeat(50_000));
  });

  it("that redirects is not followed", async () => {
    const { answer, server } = await answerTo("HTTP/1.1 302 Found\r\nLocation: /next\r\nContent-Length: 0\r\n\r\n", false);
    expect(answer.head?.status).toBe(302);
    expect(answer.head?.headers[0]).toEqual(["Location", "/next"]);
    expect(server.connections).toHaveLength(1);
  });

  it("comes with how long it took to connect, in whole milliseconds", async () => {
    const startedAt = performance.now();
    const { answer } = await answerTo("HTTP/1.1 204 OK\r\n\r\n", false);
    expect(answer.head?.connectMs).toBeGreaterThanOrEqual(1);
    expect(answer.head?.connectMs).toBeLessThanOrEqual(Math.ceil(performance.now() - startedAt));
    expect(Number.isInteger(answer.head?.connectMs)).toBe(true);
  });

  it("joins folded lines", async () => {
    const { answer } = await answerTo("HTTP/1.1 204 OK\r\nA: 1\r\n \t 2\r\nB: 3\r\n\r\n", false);
    expect(answer.head?.headers).toEqual([
      ["A", "1 2"],
      ["B", "3"],
    ]);
  });

  it.each([1, 2, 3, 7])("is read the same in pieces of %i bytes", async (size) => {
    const { server, proxy } = await pair((socket) => {
      const text = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nbod\r\n1\r\ny\r\n0\r\nT: x\r\n\r\n";
      socket.setNoDelay(true);
      const next = (at: number) => void (at < text.length && socket.write(text.slice(at, at + size), () => setImmediate(next, at + size)));
      next(0);
    });
    expect(await relay(proxy.url, { port: server.port })).toMatchObject({ ended: true, body: "body", error: null });
  });
});

describe("a response that breaks", () => {
  it.each([
    ["truncated", "in its announced length", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody", "body"],
    ["truncated", "before its announced body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n", ""],
    ["truncated", "in a chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nbody", "body"],
    ["truncated", "between chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n", "body"],
    ["truncated", "in its trailers", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n", "body"],
    ["protocol", "by a bad chunk size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nbody\r\n0\r\n\r\n", ""],
    ["protocol", "by a chunk size with 0x", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0x4\r\nbody\r\n0\r\n\r\n", ""],
    ["protocol", "by a chunk that is longer than its size", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbodyX\r\n0\r\n\r\n", ""],
    ["protocol", "by a chunk size that is too large", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", ""],
    ["protocol", "by a bare line feed in chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\nbody\r\n0\r\n\r\n", ""],
  ])("is told as %s %s", async (code, _, response, body) => {
    const { answer } = await answerTo(response, true);
    expect(answer.head?.status).toBe(200);
    expect(answer.error?.code).toBe(code);
    expect(answer.ended).toBe(false);
    if (TRANSPORT === "post") expect(answer.httpStatus).toBe(200);
    if (code === "truncated") expect(answer.body).toBe(body);
  });

  it.each([
    ["closed", "nothing", ""],
    ["closed", "half a head", "HTTP/1.1 200 OK\r\nContent-"],
    ["closed", "an interim response only", "HTTP/1.1 100 Continue\r\n\r\n"],
    ["protocol", "another protocol", "SSH-2.0-OpenSSH\r\n"],
    ["protocol", "HTTP/2", "HTTP/2 200\r\n\r\n"],
    ["protocol", "HTTP/0.9", "<html></html>"],
    ["protocol", "a bad status", "HTTP/1.1 20 OK\r\n\r\n"],
    ["protocol", "status 000", "HTTP/1.1 000 OK\r\n\r\n"],
    ["protocol", "switching protocols", "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n"],
    ["protocol", "both framings", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"],
    ["protocol", "two lengths", "HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nbody"],
    ["protocol", "a length with a sign", "HTTP/1.1 200 OK\r\nContent-Length: +4\r\n\r\nbody"],
    ["protocol", "an empty length", "HTTP/1.1 200 OK\r\nContent-Length:\r\n\r\n"],
    ["protocol", "another coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n"],
    ["protocol", "chunked twice", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n"],
    ["protocol", "a length with a no-break space", "HTTP/1.1 200 OK\r\nContent-Length: 4\u00a0\r\n\r\nbody"],
    ["protocol", "a space before a colon", "HTTP/1.1 200 OK\r\nTransfer-Encoding : chunked\r\n\r\n"],
    ["protocol", "a line without colon", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n"],
    ["protocol", "a folded first line", "HTTP/1.1 200 OK\r\n A: b\r\n\r\n"],
    ["protocol", "a bare CR", "HTTP/1.1 200 OK\r\nA: b\rC: d\r\n\r\n"],
    ["protocol", "NUL", "HTTP/1.1 200 OK\r\nA: b\0\r\n\r\n"],
    ["protocol", "a head without end", `HTTP/1.1 200 OK\r\n${"A: b\r\n".repeat(30_000)}`],
    ["protocol", "interim responses without end", "HTTP/1.1 100 Continue\r\n\r\n".repeat(100)],
  ])("is told as %s without a head: %s", async (code, _, response) => {
    const { answer } = await answerTo(response, true);
    expect(answer.error?.code).toBe(code);
    expect(answer.head).toBeNull();
  });

  it("takes no time to speak of for a head of spaces", async () => {
    const startedAt = performance.now();
    const { answer } = await answerTo(`HTTP/1.1 204 No Content\r\nA: x${" ".repeat(120_000)}y\r\n\r\n`, false);
    expect(answer.ended).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  it("does not wait for a server that greets in another protocol", async () => {
    const server = await upstream((socket) => void socket.write("220 mail.example ESMTP\r\n"), true);
    const proxy = await proxyTo(server.port);
    expect((await relay(proxy.url, { port: server.port })).error?.code).toBe("protocol");
  });

  it.each([
    ["in mid-body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody"],
    ["and not as an end, when the end of the connection is the end", "HTTP/1.1 200 OK\r\n\r\nbody"],
  ])("is told as reset %s, after the body so far", async (_, response) => {
    const { server, proxy } = await pair(answering(response));
    const sending = openPost(proxy.url);
    sending.end(relayBytes({ port: server.port }));
    const frames = readFrames(await responseTo(sending));
    expect((await frames.next()).value).toMatchObject({ type: 1 });
    expect((await frames.next()).value).toMatchObject({ type: 2, payload: Buffer.from("body") });
    (await server.connection()).socket.resetAndDestroy();
    const last = (await frames.next()).value;
    expect(last?.type).toBe(4);
    expect(JSON.parse(String(last?.payload)).code).toBe("reset");
    expect((await frames.next()).done).toBe(true);
  });

  it("is told as reset before the head", async () => {
    const { server, proxy } = await pair((socket) => void socket.resetAndDestroy());
    expect((await relay(proxy.url, { port: server.port })).error?.code).toBe("reset");
  });

  it("is told as a timeout when it stalls, and its server is let go", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nbody"), { limits: { idleMs: 100 } });
    const answer = await relay(proxy.url, { port: server.port });
    expect(answer.body).toBe("body");
    expect(answer.error?.code).toBe("timeout");
    await (await server.connection()).closed();
  });
});
