import { describe, expect, it } from "vitest";
import { streamReader } from "../../proxy/core/byte-reader.ts";
import { ByteSource } from "../../proxy/core/byte-source.ts";
import { concat, decodeLatin1, encodeLatin1 } from "../../proxy/core/bytes.ts";
import { ChunkedDecoder } from "../../proxy/core/chunked-decoder.ts";
import { bodyReader, responseFraming } from "../../proxy/core/http1-response-body.ts";
import { readResponseHead } from "../../proxy/core/http1-response-head.ts";
import { random } from "./random.ts";

function split(bytes: Uint8Array, below: (limit: number) => number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = at + 1 + below(7);
    pieces.push(bytes.slice(at, end));
    at = end;
  }
  return pieces;
}

function sourceOf(pieces: readonly Uint8Array[]): ByteSource {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  return new ByteSource(streamReader(stream), () => undefined);
}

async function read(pieces: readonly Uint8Array[]) {
  const source = sourceOf(pieces);
  const head = await readResponseHead(source, 10_000, () => () => undefined);
  const next = bodyReader(responseFraming("GET", head), source);
  const parts: Uint8Array[] = [];
  for (let ended = false; !ended; ) {
    const part = await next();
    parts.push(...part.pieces);
    ended = part.ended;
  }
  return { head, body: decodeLatin1(concat(parts)) };
}

describe("a response", () => {
  it("is read the same however it is cut into pieces", async () => {
    const below = random(1);
    const fields = "HTTP/1.1 200 OK\r\nA: 1\r\n b\r\nTransfer-Encoding: chunked\r\n\r\n";
    const body = "5;e=\"1\"\r\n\r\n0\r\n\r\n00b\r\nhello world\r\n0\r\nT: 1\r\nU: 2\r\n\r\nleft over";
    const whole = encodeLatin1(fields + body);
    const expected = await read([whole]);
    expect(expected.body).toBe("\r\n0\r\nhello world");
    for (let round = 0; round < 200; round += 1) expect(await read(split(whole, below))).toEqual(expected);
  });
});

describe("ChunkedDecoder", () => {
  it("takes off what an encoder puts on, for any bytes", () => {
    const below = random(2);
    for (let round = 0; round < 100; round += 1) {
      const chunks = Array.from({ length: below(6) }, () => Uint8Array.from({ length: 1 + below(40) }, () => below(256)));
      const coded = chunks.map((chunk) => concat([encodeLatin1(`${chunk.length.toString(16)}\r\n`), chunk, encodeLatin1("\r\n")]));
      const decoder = new ChunkedDecoder();
      const found = split(concat([...coded, encodeLatin1("0\r\n\r\n")]), below).flatMap((piece) => decoder.push(piece));
      expect(concat(found)).toEqual(concat(chunks));
      expect(decoder.ended).toBe(true);
    }
  });

  it.each(["\r\n", " 1\r\n", "1 1\r\n", "g\r\n", "1\n", "1;\rx\r\n", "1\r\nab\r\n", `1;${"x".repeat(20_000)}`, `0\r\n${"A: b\r\n".repeat(5_000)}`])(
    "refuses %j",
    (text) => expect(() => new ChunkedDecoder().push(encodeLatin1(text))).toThrow("chunked"),
  );
});

describe("ByteSource", () => {
  it("reads exactly what is asked for, across pieces, and keeps the rest", async () => {
    const source = sourceOf(["ab", "", "cde", "f"].map(encodeLatin1));
    expect(decodeLatin1((await source.readExactly(3)) ?? new Uint8Array())).toBe("abc");
    expect(source.ready).toBe(true);
    expect(decodeLatin1((await source.read()) ?? new Uint8Array())).toBe("de");
    expect(await source.readExactly(2)).toBeNull();
    expect(await source.read()).toBeNull();
  });
});

describe("latin-1", () => {
  it("is one byte per character, both ways", () => {
    const bytes = Uint8Array.from({ length: 20_000 }, (_, index) => index & 255);
    expect(encodeLatin1(decodeLatin1(bytes))).toEqual(bytes);
    expect(decodeLatin1(new Uint8Array([0x80, 0x9f, 0xff]))).toBe("\u0080\u009f\u00ff");
  });
});
