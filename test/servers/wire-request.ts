/** One HTTP/1.1 request as its bytes came in: one character is one byte (latin-1). */
export interface WireRequest {
  /** From the method to the empty line, which is included. */
  readonly head: string;
  /** As it was framed on the wire: chunk sizes are included. */
  readonly body: string;
}

const END_OF_HEAD = "\r\n\r\n";

/**
 * Cuts the first whole request off `bytes`; undefined while some of it is still missing.
 *
 * Framing as RFC 9112 §6.3 has it for requests: chunked, else Content-Length, else no body.
 */
export function takeRequest(bytes: Buffer): { request: WireRequest; rest: Buffer } | undefined {
  const text = bytes.toString("latin1");
  const headEnd = text.indexOf(END_OF_HEAD);
  if (headEnd < 0) return undefined;
  const bodyStart = headEnd + END_OF_HEAD.length;
  const head = text.slice(0, bodyStart);
  const end = isChunked(head) ? endOfChunks(text, bodyStart) : bodyStart + contentLength(head);
  if (end === undefined || end > text.length) return undefined;
  return { request: { head, body: text.slice(bodyStart, end) }, rest: bytes.subarray(end) };
}

function isChunked(head: string): boolean {
  return /\r\nTransfer-Encoding:\s*chunked\s*\r\n/i.test(head);
}

function contentLength(head: string): number {
  return Number(/\r\nContent-Length:\s*(\d+)\s*\r\n/i.exec(head)?.[1] ?? 0);
}

function endOfChunks(text: string, start: number): number | undefined {
  let position = start;
  for (;;) {
    const lineEnd = text.indexOf("\r\n", position);
    if (lineEnd < 0) return undefined;
    const size = Number.parseInt(text.slice(position, lineEnd), 16);
    if (size === 0) return endOfTrailers(text, lineEnd);
    position = lineEnd + 2 + size + 2;
  }
}

function endOfTrailers(text: string, lastChunkEnd: number): number | undefined {
  // The empty line follows the last chunk's line directly when there are no trailers.
  const end = text.indexOf(END_OF_HEAD, lastChunkEnd);
  return end < 0 ? undefined : end + END_OF_HEAD.length;
}
