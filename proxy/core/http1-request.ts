import type { ByteSource } from "./byte-source.ts";
import { concat, encodeLatin1 } from "./bytes.ts";
import { RelayError } from "./codes.ts";
import type { BodyFraming } from "./request-framing.ts";
import type { RequestHead } from "./request-head.ts";

const CRLF = new Uint8Array([13, 10]);
const LAST_CHUNK = encodeLatin1("0\r\n\r\n");

/** The bytes of the request's head: exactly what was asked, nothing added, nothing dropped. */
export function encodeRequestHead(head: RequestHead): Uint8Array {
  const fields = head.headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  return encodeLatin1(`${head.method} ${head.target} HTTP/1.1\r\n${fields}\r\n`);
}

export interface Upload {
  readonly head: Uint8Array;
  readonly framing: BodyFraming;
  readonly body: ByteSource;
  /** In bytes. */
  readonly limit: number;
}

/**
 * The request's bytes as they go on the wire, as they come in; the head leaves at once, together with what
 * of the body is there. Raises `RelayError` "bad-request" when the body is not as long as announced, or "too-large".
 */
export async function* requestBytes(upload: Upload): AsyncGenerator<Uint8Array, void> {
  const { body, framing } = upload;
  let sent = 0;
  let start: Uint8Array | null = upload.head;
  for (;;) {
    if (start !== null && !body.ready) {
      yield start;
      start = null;
    }
    const piece = await body.read();
    if (piece === null) break;
    sent += piece.length;
    checkSize(upload, sent);
    const framed = framing.kind === "chunked" ? chunk(piece) : piece;
    yield start === null ? framed : concat([start, framed]);
    start = null;
  }
  if (framing.kind === "length" && sent < framing.length) throw mismatch();
  if (framing.kind === "chunked") yield LAST_CHUNK;
}

/** Judges a body whose size is known before anything is dialled. */
export function checkKnownSize(framing: BodyFraming, size: number, limit: number): void {
  if (size > limit) throw tooLarge(limit);
  if (framing.kind !== "chunked" && size !== announced(framing)) throw mismatch();
}

function checkSize({ framing, limit }: Upload, sent: number): void {
  if (sent > limit) throw tooLarge(limit);
  if (framing.kind !== "chunked" && sent > announced(framing)) throw mismatch();
}

function announced(framing: BodyFraming): number {
  return framing.kind === "length" ? framing.length : 0;
}

// RFC 9112 §7.1
function chunk(piece: Uint8Array): Uint8Array {
  return concat([encodeLatin1(`${piece.length.toString(16)}\r\n`), piece, CRLF]);
}

function mismatch(): RelayError {
  return new RelayError("bad-request", "The body is not as long as its headers announce.");
}

function tooLarge(limit: number): RelayError {
  return new RelayError("too-large", `The request's body is larger than this proxy's limit of ${limit} bytes.`);
}
