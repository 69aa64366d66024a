/**
 * The relay's answer: frames of a type byte, a big-endian uint32 length and a payload (head, data, end or error). Data is
 * handed on as it comes, without waiting for the whole frame.
 */
import { joined } from "../../protocol/bytes.ts";
import { FailureError, parseFailure } from "../../protocol/errors.ts";
import { parseResponseHead, type ResponseHead } from "../../protocol/http.ts";
import { integer, json, nullable, object, ParseError } from "../../protocol/parse.ts";
import * as text from "../../text/network.ts";

export type RelayEvent =
  | { readonly type: "head"; readonly head: ResponseHead; readonly connectMs: number | null }
  | { readonly type: "data"; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly type: "end" };

const FrameType = { Head: 1, Data: 2, End: 3, Error: 4 } as const;
const HEADER_BYTES = 5;
const MAX_CONTROL_BYTES = 1 << 20;
const MAX_CONNECT_MS = 86_400_000;

export class FrameDecoder {
  #pending: Uint8Array<ArrayBuffer> = new Uint8Array(0);
  /** Bytes of the current data frame that are still to come. */
  #dataLeft = 0;

  /** @throws FailureError: what an error frame says, or `relay-down` for bytes that are no frame */
  *push(chunk: Uint8Array<ArrayBuffer>): Generator<RelayEvent> {
    this.#pending = this.#pending.length === 0 ? chunk : joined([this.#pending, chunk]);
    let shared = false;
    for (let event = this.#next(); event !== null; event = this.#next()) {
      shared ||= event.type === "data";
      yield event;
    }
    if (shared) this.#pending = this.#pending.slice(); // the chunk's memory moves away with its data
  }

  #next(): RelayEvent | null {
    if (this.#dataLeft > 0) return this.#takeData();
    if (this.#pending.length < HEADER_BYTES) return null;
    const header = new DataView(this.#pending.buffer, this.#pending.byteOffset, HEADER_BYTES);
    const type = header.getUint8(0);
    const length = header.getUint32(1);
    if (type === FrameType.Data) return this.#beginData(length);
    if (length > MAX_CONTROL_BYTES) throw new FailureError("relay-down", text.frameTooLarge);
    if (this.#pending.length < HEADER_BYTES + length) return null;
    this.#take(HEADER_BYTES);
    return control(type, this.#take(length));
  }

  #beginData(length: number): RelayEvent | null {
    this.#take(HEADER_BYTES);
    this.#dataLeft = length;
    return this.#next();
  }

  #takeData(): RelayEvent | null {
    if (this.#pending.length === 0) return null;
    const data = this.#take(Math.min(this.#dataLeft, this.#pending.length));
    this.#dataLeft -= data.length;
    return { type: "data", data };
  }

  #take(length: number): Uint8Array<ArrayBuffer> {
    const taken = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    return taken;
  }
}

function control(type: number, payload: Uint8Array): RelayEvent {
  try {
    return parseControl(type, payload);
  } catch (error) {
    if (error instanceof ParseError) throw new FailureError("relay-down", text.noAnswer(error.message));
    throw error;
  }
}

function parseControl(type: number, payload: Uint8Array): RelayEvent {
  if (type === FrameType.End) return { type: "end" };
  const value = json(new TextDecoder().decode(payload), "frame");
  if (type === FrameType.Head) return { type: "head", head: parseResponseHead(value), connectMs: parseConnectMs(value) };
  if (type === FrameType.Error) {
    const { code, message } = parseFailure(value);
    throw new FailureError(code, message);
  }
  throw new FailureError("relay-down", text.unknownFrame(type));
}

/** A proxy of an older version does not tell. */
function parseConnectMs(value: unknown): number | null {
  return nullable(object(value, "frame")["connectMs"], (time) => integer(time, "connectMs", 0, MAX_CONNECT_MS));
}
