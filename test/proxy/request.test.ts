import { describe, expect, it } from "vitest";
import { pair } from "./contract.ts";
import { openPost, post, readAnswer, relay, relayBytes, responseTo, TRANSPORT } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

describe("the request on the wire", () => {
  it.each([
    "/",
    "//",
    "//double//slash/",
    "/../up/./here/..",
    "/a%2Fb%2fc%00",
    "/?",
    "/?#",
    "/a+b?c=d+e&f=%20",
    "/sp\u00e4t/\u00c3\u00a9\u00ff",
    "/{}|\\^`\"<>",
    "/http://other.example/",
  ])("keeps the target %j", async (target) => {
    const { server, proxy } = await pair(OK);
    const answer = await relay(proxy.url, { port: server.port, target });
    expect(answer.ended).toBe(true);
    expect((await server.connection()).received()).toBe(`GET ${target} HTTP/1.1\r\nHost: x\r\n\r\n`);
  });

  it("keeps names, order, case, duplicates and odd values of headers, and adds none", async () => {
    const { server, proxy } = await pair(OK);
    const headers: [string, string][] = [
      ["hOsT", "other:8080"],
      ["X-B", "2"],
      ["x-a", "1"],
      ["X-B", "1"],
      ["Cookie", "a=1"],
      ["Empty", ""],
      ["Spaced", " \t x \t "],
      ["Latin", "\u00e4\u00ff\u0080"],
      ["Date", "now"],
      ["Expect", "100-continue"],
      ["Connection", "close"],
    ];
    await relay(proxy.url, { port: server.port, headers });
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    expect((await server.connection()).received()).toBe(`GET / HTTP/1.1\r\n${lines}\r\n`);
  });

  it("sends nothing of its own when there are no headers", async () => {
    const { server, proxy } = await pair(OK);
    await relay(proxy.url, { port: server.port, headers: [], method: "M-SEARCH" });
    expect((await server.connection()).received()).toBe("M-SEARCH / HTTP/1.1\r\n\r\n");
  });

  it("sends OPTIONS *", async () => {
    const { server, proxy } = await pair(OK);
    await relay(proxy.url, { port: server.port, headers: [], method: "OPTIONS", target: "*" });
    expect((await server.connection()).received()).toBe("OPTIONS * HTTP/1.1\r\n\r\n");
  });
});

describe("the request's body", () => {
  it("is sent as it is under a Content-Length", async () => {
    const { server, proxy } = await pair(OK);
    const bytes = String.fromCharCode(...Array.from({ length: 256 }, (_, index) => index));
    await relay(proxy.url, { port: server.port, method: "PUT", headers: [["Content-Length", "256"]] }, bytes);
    expect(await (await server.connection()).receives(bytes)).toBe(`PUT / HTTP/1.1\r\nContent-Length: 256\r\n\r\n${bytes}`);
  });

  it("is chunked under Transfer-Encoding, piece by piece as it comes", async () => {
    const { server, proxy } = await pair((socket) => {
      socket.on("data", (piece: Buffer) => {
        if (piece.toString("latin1").endsWith("0\r\n\r\n")) socket.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
      });
    });
    const sending = openPost(proxy.url);
    const answer = responseTo(sending).then(readAnswer);
    sending.write(relayBytes({ port: server.port, method: "PUT", headers: [["Transfer-Encoding", "chunked"]] }));
    const connection = await server.connection();
    await connection.receives("\r\n\r\n");
    sending.write("first");
    await connection.receives("5\r\nfirst\r\n");
    sending.end("second piece 16!");
    expect((await answer).ended).toBe(true);
    expect(connection.received()).toBe(
      "PUT / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n10\r\nsecond piece 16!\r\n0\r\n\r\n",
    );
  });

  it.each([
    ["longer than announced", [["Content-Length", "3"]], "four"],
    ["shorter than announced", [["Content-Length", "5"]], "four"],
    ["not announced", [["Host", "x"]], "four"],
  ])("that is %s is refused before the server is dialled, when its size is known", async (_, headers, body) => {
    const { server, proxy } = await pair(OK);
    const answer = await relay(proxy.url, { port: server.port, method: "PUT", headers }, body);
    expect(answer.error?.code).toBe("bad-request");
    if (TRANSPORT === "post") expect(answer.httpStatus).toBe(400);
    expect(server.connections).toHaveLength(0);
  });

  it.each([
    ["longer", [["Content-Length", "3"]], "four"],
    ["shorter", [["Content-Length", "5"]], "four"],
    ["not announced and there", [["Host", "x"]], "four"],
  ])("that turns out %s never reaches the server as a whole request", async (_, headers, body) => {
    const { server, proxy } = await pair(() => undefined);
    const sending = openPost(proxy.url);
    sending.write(relayBytes({ port: server.port, method: "PUT", headers }));
    const connection = await server.connection();
    await connection.receives("\r\n\r\n");
    sending.end(body);
    const answer = await readAnswer(await responseTo(sending));
    expect(answer.error?.code).toBe("bad-request");
    await connection.closed();
    const complete = headers[0]?.[1] === "3" || headers[0]?.[0] === "Host";
    if (complete) expect(connection.received()).not.toContain("four");
  });

  it("may be answered before it is all sent", async () => {
    const { server, proxy } = await pair(answering("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n"));
    const sending = openPost(proxy.url);
    sending.write(relayBytes({ port: server.port, method: "PUT", headers: [["Content-Length", "1000000"]] }, "start"));
    const answer = await readAnswer(await responseTo(sending));
    sending.end();
    expect(answer.head?.status).toBe(413);
    expect(answer.ended).toBe(true);
  });
});

describe("a request that a server could read in two ways", () => {
  const smuggling: [string, object][] = [
    ["two Content-Length", { headers: [["Content-Length", "0"], ["Content-Length", "5"]] }],
    ["two equal Content-Length", { headers: [["Content-Length", "0"], ["content-length", "0"]] }],
    ["a list as Content-Length", { headers: [["Content-Length", "0, 0"]] }],
    ["Content-Length and Transfer-Encoding", { headers: [["Content-Length", "0"], ["Transfer-Encoding", "chunked"]] }],
    ["a sign in Content-Length", { headers: [["Content-Length", "+0"]] }],
    ["a negative Content-Length", { headers: [["Content-Length", "-0"]] }],
    ["a hexadecimal Content-Length", { headers: [["Content-Length", "0x0"]] }],
    ["spaces in Content-Length", { headers: [["Content-Length", " 0"]] }],
    ["other digits in Content-Length", { headers: [["Content-Length", "\u00b2"]] }],
    ["an empty Content-Length", { headers: [["Content-Length", ""]] }],
    ["another transfer coding", { headers: [["Transfer-Encoding", "gzip, chunked"]] }],
    ["chunked with a space", { headers: [["Transfer-Encoding", " chunked"]] }],
    ["chunked with a control", { headers: [["Transfer-Encoding", "\u000bchunked"]] }],
    ["chunked in another case", { headers: [["Transfer-Encoding", "Chunked"]] }],
    ["chunked twice", { headers: [["Transfer-Encoding", "chunked"], ["Transfer-Encoding", "chunked"]] }],
    ["a space after a name", { headers: [["Content-Length ", "0"]] }],
    ["a colon in a name", { headers: [["A:b", "0"]] }],
    ["a line end in a name", { headers: [["A\r\nB", "0"]] }],
    ["an empty name", { headers: [["", "0"]] }],
    ["CR LF in a value", { headers: [["A", "b\r\nC: d"]] }],
    ["LF in a value", { headers: [["A", "b\nC: d"]] }],
    ["CR in a value", { headers: [["A", "b\rC: d"]] }],
    ["NUL in a value", { headers: [["A", "b\0"]] }],
    ["a character beyond a byte, whose low byte is LF", { headers: [["A", "b\u010aC: d"]] }],
    ["two Host headers", { headers: [["Host", "a"], ["host", "b"]] }],
    ["Upgrade", { headers: [["Upgrade", "h2c"]] }],
    ["CONNECT", { method: "CONNECT" }],
    ["TRACE", { method: "TRACE" }],
    ["a space in the method", { method: "GET /x" }],
    ["a line end in the method", { method: "GET\r\n" }],
    ["an empty method", { method: "" }],
    ["a space in the target", { target: "/a b" }],
    ["a line end in the target", { target: "/a HTTP/1.1\r\nHost: b" }],
    ["LF in the target", { target: "/a\nb" }],
    ["a tab in the target", { target: "/a\tb" }],
    ["DEL in the target", { target: "/a\u007f" }],
    ["a character beyond a byte in the target", { target: "/\u0120" }],
    ["an absolute target", { target: "http://other.example/" }],
    ["an authority as target", { target: "other.example:80" }],
    ["an empty target", { target: "" }],
    ["* for GET", { target: "*" }],
    ["another version", { version: 2 }],
    ["another scheme", { scheme: "ftp" }],
    ["a port as text", { port: "80" }],
    ["port 0", { port: 0 }],
    ["port 65536", { port: 65_536 }],
    ["half a port", { port: 80.5 }],
    ["headers as an object", { headers: { Host: "x" } }],
    ["a header of three", { headers: [["A", "b", "c"]] }],
    ["a number as value", { headers: [["A", 1]] }],
    ["a connect timeout of 0", { connectTimeout: 0 }],
    ["a connect timeout as text", { connectTimeout: "1" }],
  ];

  it.each(smuggling)("is refused: %s", async (_, ask) => {
    const { server, proxy } = await pair(OK);
    const answer = await relay(proxy.url, { port: server.port, ...ask });
    expect(answer.error?.code).toBe("bad-request");
    if (TRANSPORT === "post") expect(answer.httpStatus).toBe(400);
    expect(server.connections).toHaveLength(0);
  });

  it.each([
    ["nothing", Buffer.alloc(0)],
    ["half a length", Buffer.from([0, 0])],
    ["half a head", Buffer.from([0, 0, 0, 9, 123])],
    ["no JSON", Buffer.from("\0\0\0\u0001x", "latin1")],
    ["a list", Buffer.from("\0\0\0\u0002[]", "latin1")],
    ["null", Buffer.from("\0\0\0\u0004null", "latin1")],
    ["no UTF-8", Buffer.from('\0\0\0\u0003"\xff"', "latin1")],
  ])("is refused when the head is %s", async (_, bytes) => {
    const { proxy } = await pair(OK);
    expect((await post(proxy.url, bytes)).error?.code).toBe("bad-request");
  });

  it("is refused when its head is too large", async () => {
    const { proxy } = await pair(OK);
    expect((await post(proxy.url, Buffer.from([255, 255, 255, 255]))).error?.code).toBe("too-large");
  });
});
