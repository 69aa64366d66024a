/**
 * What the interpreter asks of the page: plain data, parsed here and nowhere else. The interpreter runs the user's code, so
 * anything can arrive at this door, in any order, at any rate.
 */
import { parseRequestHead, type RequestHead } from "./http.ts";
import { MAX_ENTRY_CHARACTERS } from "./history.ts";
import { POSITION } from "./keys.ts";
import { parsePicture, type Picture } from "./picture.ts";
import { bytes, integer, object, oneOf, string } from "./parse.ts";
import { parseTip, type Tip } from "./tip.ts";

/** The most that one ask may carry; the interpreter sends larger bodies in pieces. */
export const MAX_ASK_BYTES = 1 << 22;

/** Each ask has exactly one answer, which names its id. */
export type Ask = { readonly id: number } & AskBody;

export type AskBody =
  | { readonly op: "http.open"; readonly exchange: number; readonly head: RequestHead }
  | { readonly op: "http.write"; readonly exchange: number; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly op: "http.finish"; readonly exchange: number; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly op: "http.read"; readonly exchange: number }
  /** What was typed, for code that reads in the middle of a statement. The characters before `used` are done with. */
  | { readonly op: "keys.read"; readonly used: number }
  /** The answer is a `Placement`. */
  | { readonly op: "picture.show"; readonly picture: Picture };

/** What needs no answer. */
export type Tell =
  /** Opens an exchange as the ask does, without waiting: the exchange's next ask says how it went. */
  | { readonly op: "http.open"; readonly exchange: number; readonly head: RequestHead }
  | { readonly op: "http.close"; readonly exchange: number }
  /** The interpreter no longer waits for the answer (it was interrupted, or a timeout of its own ended the wait). */
  | { readonly op: "cancel"; readonly id: number }
  /** A statement was entered that the history shall keep. */
  | { readonly op: "history.add"; readonly entry: string }
  | { readonly op: "history.clear" }
  | { readonly op: "tip.show"; readonly tip: Tip }
  | { readonly op: "tip.clear" };

const ID = [0, 0xffff_ffff] as const;

export function parseAsk(value: unknown): Ask {
  const message = object(value, "ask");
  const id = askId(message);
  return { id, ...parseAskBody(message) };
}

/** The id alone, so that a malformed ask can be answered too. */
export function askId(value: unknown): number {
  return integer(object(value, "ask")["id"], "id", ...ID);
}

function parseAskBody(message: Record<string, unknown>): AskBody {
  const fields = object(message["value"], "value");
  const exchange = (): number => integer(fields["exchange"], "exchange", ...ID);
  const data = (): Uint8Array<ArrayBuffer> => bytes(message["data"], "data", MAX_ASK_BYTES);
  const op = oneOf(message["op"], "op", ["http.open", "http.write", "http.finish", "http.read", "keys.read", "picture.show"]);
  switch (op) {
    case "http.open":
      return { op, exchange: exchange(), head: parseRequestHead(fields) };
    case "http.write":
    case "http.finish":
      return { op, exchange: exchange(), data: data() };
    case "http.read":
      return { op, exchange: exchange() };
    case "keys.read":
      return { op, used: integer(fields["used"], "used", ...POSITION) };
    case "picture.show":
      return { op, picture: parsePicture(fields, message["data"]) };
  }
}

export function parseTell(value: unknown): Tell {
  const message = object(value, "tell");
  const fields = object(message["value"], "value");
  const op = oneOf(message["op"], "op", ["http.open", "http.close", "cancel", "history.add", "history.clear", "tip.show", "tip.clear"]);
  switch (op) {
    case "http.open":
      return { op, exchange: integer(fields["exchange"], "exchange", ...ID), head: parseRequestHead(fields) };
    case "http.close":
      return { op, exchange: integer(fields["exchange"], "exchange", ...ID) };
    case "cancel":
      return { op, id: integer(fields["id"], "id", ...ID) };
    case "history.add":
      return { op, entry: string(fields["entry"], "entry", MAX_ENTRY_CHARACTERS) };
    case "tip.show":
      return { op, tip: parseTip(fields) };
    case "history.clear":
    case "tip.clear":
      return { op };
  }
}
