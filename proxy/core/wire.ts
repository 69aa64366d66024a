// The relay protocol, as bytes. The page pushes one POST: u32 length, JSON head, body.
// The proxy answers with frames: u8 type, u32 length, payload.
import { concat, totalLength } from "./bytes.ts";
import type { RelayError } from "./codes.ts";
import type { Dialled } from "./dial.ts";
import type { ResponseHead } from "./http1-response-head.ts";

/** Not CORS-safelisted, so that a browser asks (preflight) before it sends anything here. */
export const RELAY_TYPE = "application/vnd.libcloud-repl.relay";

export const PROTOCOL_VERSION = 1;

const FRAME_HEAD = 1;
const FRAME_DATA = 2;
const FRAME_END = 3;
const FRAME_ERROR = 4;

const PREFIX_BYTES = 5;

/** Below this many bytes, or above this many parts, one copy costs less than the writes that it saves. */
const COPY_BELOW_BYTES = 32 * 1024;
const COPY_ABOVE_PARTS = 8;

const encoder = new TextEncoder();

/** The response's head, and what the page cannot measure itself. */
export type FramedHead = Pick<ResponseHead, "status" | "reason" | "headers"> & Pick<Dialled, "connectMs">;

export function headFrame({ status, reason, headers, connectMs }: FramedHead): Uint8Array {
  return jsonFrame(FRAME_HEAD, { status, reason, headers, connectMs });
}

/** One data frame around all pieces, which are not copied. */
export function dataFrame(pieces: readonly Uint8Array[]): Uint8Array[] {
  const length = totalLength(pieces);
  return length === 0 ? [] : [prefix(FRAME_DATA, length), ...pieces];
}

export function endFrame(): Uint8Array {
  return prefix(FRAME_END, 0);
}

export function errorFrame(error: RelayError): Uint8Array {
  return jsonFrame(FRAME_ERROR, { code: error.code, message: error.message });
}

/** The same bytes in fewer chunks: small parts become one, few large parts stay uncopied. */
export function gather(parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const many = parts.length > COPY_ABOVE_PARTS;
  return many || (parts.length > 1 && totalLength(parts) < COPY_BELOW_BYTES) ? [concat(parts)] : parts;
}

function jsonFrame(type: number, value: object): Uint8Array {
  const payload = encoder.encode(JSON.stringify(value));
  return concat([prefix(type, payload.length), payload]);
}

function prefix(type: number, length: number): Uint8Array {
  const bytes = new Uint8Array(PREFIX_BYTES);
  bytes[0] = type;
  new DataView(bytes.buffer).setUint32(1, length);
  return bytes;
}
