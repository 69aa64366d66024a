/**
 * The page's answers to {@link Ask}s. The value is JSON text from end to end, since Python is who reads it. Through shared
 * memory an answer travels as a record: four little-endian uint32 words (id, 1 or 0 for ok, length of the JSON in bytes,
 * length of the data), the JSON, the data.
 */
import { totalLength, type Pieces } from "./bytes.ts";
import { parseFailure, type Failure } from "./errors.ts";
import { array, boolean, bytes, fail, integer, object, string } from "./parse.ts";

export interface Answer {
  readonly id: number;
  readonly ok: boolean;
  /** The value, or the {@link Failure} where `ok` is false. */
  readonly json: string;
  /** In pieces, as they came to the page: each is on memory of its own, which moves to the cell with the answer. */
  readonly data: Pieces;
}

/** The most that one answer may carry besides its JSON. */
export const MAX_ANSWER_BYTES = 1 << 22;

/** As many as there are in the largest answer, of 64 KiB each. */
const MAX_PIECES = 64;

const HEADER_BYTES = 16;

export function success(id: number, value: object, data: Pieces = []): Answer {
  return { id, ok: true, json: JSON.stringify(value), data };
}

export function failure(id: number, { code, message }: Failure): Answer {
  return { id, ok: false, json: JSON.stringify({ code, message }), data: [] };
}

export function parseAnswer(value: unknown): Answer {
  const answer = object(value, "answer");
  return {
    id: integer(answer["id"], "id", 0, 0xffff_ffff),
    ok: boolean(answer["ok"], "ok"),
    json: string(answer["json"], "json", 1 << 24),
    data: parseData(answer["data"]),
  };
}

function parseData(value: unknown): Pieces {
  const data = array(value, "data", MAX_PIECES).map((piece) => bytes(piece, "data", MAX_ANSWER_BYTES));
  return totalLength(data) <= MAX_ANSWER_BYTES ? data : fail(`data is longer than ${MAX_ANSWER_BYTES} bytes`);
}

/** The pieces of an answer's record, in order; the data is not copied. */
export function encodeAnswer(answer: Answer): Pieces {
  const json = new TextEncoder().encode(answer.json);
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  header.setUint32(0, answer.id, true);
  header.setUint32(4, answer.ok ? 1 : 0, true);
  header.setUint32(8, json.length, true);
  header.setUint32(12, totalLength(answer.data), true);
  return [new Uint8Array(header.buffer), json, ...answer.data];
}

type Read = (length: number) => Uint8Array<ArrayBuffer>;

/**
 * Reads one record, as {@link encodeAnswer} made it, through functions that read exactly as many bytes as they are asked for.
 *
 * @param readData reads the data, where these go elsewhere
 */
export function decodeAnswer(read: Read, readData = read): Answer {
  const header = new DataView(read(HEADER_BYTES).buffer);
  const json = new TextDecoder().decode(read(header.getUint32(8, true)));
  const data = readData(header.getUint32(12, true));
  return { id: header.getUint32(0, true), ok: header.getUint32(4, true) === 1, json, data: [data] };
}

/** The failure in an answer that is not ok. */
export function failureOf(answer: Answer): Failure {
  return parseFailure(JSON.parse(answer.json));
}
