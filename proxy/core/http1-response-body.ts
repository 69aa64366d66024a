import type { ByteSource } from "./byte-source.ts";
import { ChunkedDecoder } from "./chunked-decoder.ts";
import { RelayError } from "./codes.ts";
import { type ResponseHead, trim } from "./http1-response-head.ts";

export type ResponseFraming =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" }
  | { readonly kind: "close" };

interface BodyPart {
  readonly pieces: readonly Uint8Array[];
  /** Whether the body ended, as its framing says, after these pieces. */
  readonly ended: boolean;
}

/** Reads the next part of a body; raises `RelayError` "truncated" or "protocol". */
export type BodyReader = () => Promise<BodyPart>;

const DIGITS = /^[0-9]{1,15}$/;
const NOTHING_MORE: BodyPart = { pieces: [], ended: true };

/** How the response's body is delimited, RFC 9112 §6.3; raises `RelayError` "protocol" where two readers could differ. */
export function responseFraming(method: string, head: ResponseHead): ResponseFraming {
  if (method === "HEAD" || head.status === 204 || head.status === 304) return { kind: "none" };
  const lengths = valuesOf(head, "content-length");
  const codings = valuesOf(head, "transfer-encoding");
  if (lengths.length > 0 && codings.length > 0) throw protocol("The server announces its body's length in two ways.");
  if (codings.length > 0) return chunkedFraming(codings);
  return lengths.length > 0 ? lengthFraming(lengths) : { kind: "close" };
}

export function bodyReader(framing: ResponseFraming, source: ByteSource): BodyReader {
  switch (framing.kind) {
    case "none":
      return () => Promise.resolve(NOTHING_MORE);
    case "length":
      return lengthReader(source, framing.length);
    case "chunked":
      return chunkedReader(source);
    case "close":
      return closeReader(source);
  }
}

function lengthReader(source: ByteSource, length: number): BodyReader {
  let left = length;
  return async () => {
    if (left === 0) return NOTHING_MORE;
    const piece = await readMore(source);
    const own = piece.subarray(0, left);
    left -= own.length;
    source.unread(piece.subarray(own.length));
    return { pieces: [own], ended: left === 0 };
  };
}

function chunkedReader(source: ByteSource): BodyReader {
  const decoder = new ChunkedDecoder();
  return async () => {
    const pieces = decoder.push(await readMore(source));
    source.unread(decoder.rest);
    return { pieces, ended: decoder.ended };
  };
}

function closeReader(source: ByteSource): BodyReader {
  return async () => {
    const piece = await source.read();
    return piece === null ? NOTHING_MORE : { pieces: [piece], ended: false };
  };
}

async function readMore(source: ByteSource): Promise<Uint8Array> {
  const piece = await source.read();
  if (piece === null) throw new RelayError("truncated", "The server closed the connection in the middle of its response.");
  return piece;
}

function chunkedFraming(codings: readonly string[]): ResponseFraming {
  const [coding] = codings;
  if (codings.length === 1 && coding?.toLowerCase() === "chunked") return { kind: "chunked" };
  throw protocol("The server uses a transfer coding that this proxy cannot undo.");
}

// RFC 9110 §8.6 lets a list of the same length stand for that length.
function lengthFraming(lengths: readonly string[]): ResponseFraming {
  const [length] = lengths;
  if (length === undefined || !DIGITS.test(length) || lengths.some((other) => other !== length)) {
    throw protocol("The server's Content-Length cannot be read.");
  }
  return { kind: "length", length: Number(length) };
}

function valuesOf(head: ResponseHead, wanted: string): readonly string[] {
  const found = head.headers.filter(([name]) => name.toLowerCase() === wanted);
  return found.flatMap(([, value]) => value.split(",").map(trim));
}

function protocol(message: string): RelayError {
  return new RelayError("protocol", message);
}
