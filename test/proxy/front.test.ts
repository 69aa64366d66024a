/** What the proxy makes of a client that is no browser, at the bytes of its own HTTP. */
import { once } from "node:events";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { RELAY_TYPE } from "../../proxy/core/index.ts";
import { pair } from "./harness.ts";
import { ORIGIN, relay, relayBytes } from "./relay-client.ts";
import { answering } from "./upstream.ts";

const OK = answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");

const STATUS = /HTTP\/1\.1 [0-9]+/g;

/** Sends bytes and reads until that many answers have begun, or until the proxy closes. */
async function raw(port: number, bytes: Buffer, answers = 1): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  let text = "";
  socket.write(bytes);
  while (!socket.closed && (text.match(STATUS)?.length ?? 0) < answers) {
    await Promise.race([once(socket, "close"), once(socket, "data").then(([piece]) => (text += piece.toString("latin1")))]);
  }
  socket.destroy();
  return text;
}

const HEAD = `POST / HTTP/1.1\r\nHost: x\r\nOrigin: ${ORIGIN}\r\nContent-Type: ${RELAY_TYPE}\r\n`;

type Bytes = (body: Buffer) => Buffer;
const framed = (fields: string, line = HEAD): Bytes => (body) => Buffer.concat([Buffer.from(`${line}${fields}\r\n`, "latin1"), body]);
const chunked = (size: string): Bytes => (body) =>
  Buffer.concat([Buffer.from(`${HEAD}Transfer-Encoding: chunked\r\n\r\n${size.replace("N", body.length.toString(16))}\r\n`, "latin1"), body, Buffer.from("\r\n0\r\n\r\n")]);
const TE = "Transfer-Encoding: chunked\r\n";

const SMUGGLING: readonly (readonly [string, Bytes])[] = [
  ["Content-Length and Transfer-Encoding", (body) => framed(`Content-Length: ${body.length}\r\n${TE}`)(body)],
  ["Transfer-Encoding and Content-Length", (body) => framed(`${TE}Content-Length: ${body.length}\r\n`)(body)],
  ["two Content-Length", (body) => framed(`Content-Length: ${body.length}\r\nContent-Length: 0\r\n`)(body)],
  ["a sign in Content-Length", (body) => framed(`Content-Length: +${body.length}\r\n`)(body)],
  ["a hexadecimal Content-Length", (body) => framed(`Content-Length: 0x${body.length.toString(16)}\r\n`)(body)],
  ["a list as Content-Length", (body) => framed(`Content-Length: ${body.length}, ${body.length}\r\n`)(body)],
  ["a Content-Length that overflows", framed("Content-Length: 18446744073709551617\r\n")],
  ["a space before the colon", (body) => framed(`Content-Length : ${body.length}\r\n`)(body)],
  ["a folded Transfer-Encoding", framed("Transfer-Encoding:\r\n chunked\r\n")],
  ["Transfer-Encoding with a suffix", framed("Transfer-Encoding: chunkedx\r\n")],
  ["Transfer-Encoding that does not end in chunked", framed("Transfer-Encoding: chunked, identity\r\n")],
  ["a vertical tab before chunked", framed("Transfer-Encoding: \u000bchunked\r\n")],
  ["a chunk size with a sign", chunked("+N")],
  ["a chunk size with 0x", chunked("0xN")],
  ["a chunk size with spaces in it", chunked("N 0")],
  ["a negative chunk size", chunked("-N")],
  ["a chunk size that overflows", chunked("10000000000000000N")],
  ["NUL in a field", (body) => framed(`A: b\0c\r\nContent-Length: ${body.length}\r\n`)(body)],
  ["a bare CR in a field", (body) => framed(`A: b\rC: d\r\nContent-Length: ${body.length}\r\n`)(body)],
  ["a field without a colon", (body) => framed(`nonsense\r\nContent-Length: ${body.length}\r\n`)(body)],
  ["an empty field name", (body) => framed(`: b\r\nContent-Length: ${body.length}\r\n`)(body)],
  ["a space before the first field", (body) => framed(`Content-Length: ${body.length}\r\n`, HEAD.replace("Host", " Host"))(body)],
  ["a head of 64 KiB", (body) => framed(`A: ${"b".repeat(65_536)}\r\nContent-Length: ${body.length}\r\n`)(body)],
  ["thousands of fields", (body) => framed(`${"A: b\r\n".repeat(10_000)}Content-Length: ${body.length}\r\n`)(body)],
  ["HTTP/0.9", () => Buffer.from("GET /\r\n\r\n")],
  ["HTTP/2's preface", () => Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")],
  ["another version", (body) => framed(`Content-Length: ${body.length}\r\n`, HEAD.replace("HTTP/1.1", "HTTP/1.7"))(body)],
  ["an absolute target", (body) => framed(`Content-Length: ${body.length}\r\n`, HEAD.replace("POST /", "POST http://127.0.0.1/x"))(body)],
  ["CONNECT", () => Buffer.from("CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: x\r\n\r\n")],
  ["an upgrade", (body) => framed(`Connection: Upgrade\r\nUpgrade: websocket\r\nContent-Length: ${body.length}\r\n`, HEAD.replace("POST", "GET"))(body)],
];

describe("a client's own HTTP", () => {
  it.each(SMUGGLING)("is refused with %s", async (_, bytes) => {
    const { server, proxy } = await pair(OK);
    const answer = await raw(proxy.port, bytes(relayBytes({ port: server.port })));
    expect(answer).not.toContain("\r\n\r\nok");
    expect(server.connections).toHaveLength(0);
  });

  it("reaches the server once where one request is right, and the next one is for the proxy itself", async () => {
    const { server, proxy } = await pair(OK);
    const body = relayBytes({ port: server.port, headers: [["Host", "x"]] });
    const smuggled = Buffer.from("GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n");
    const answer = await raw(proxy.port, Buffer.concat([framed(`Content-Length: ${body.length}\r\n`)(body), smuggled]), 2);
    expect(answer.match(STATUS)).toEqual(["HTTP/1.1 200", "HTTP/1.1 404"]);
    expect(server.connections).toHaveLength(1);
    expect((await server.connection()).received()).toBe("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  });
});

describe("a compressed response", () => {
  it("passes as the bytes that it is, however large it would become", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const { server, proxy } = await pair((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ${bomb.length}\r\n\r\n`);
      socket.write(bomb);
    });
    const answer = await relay(proxy.url, { port: server.port });
    expect(Buffer.from(answer.body, "latin1").equals(bomb)).toBe(true);
    expect(answer.head?.headers).toContainEqual(["Content-Encoding", "gzip"]);
  });
});
