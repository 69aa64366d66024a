/**
 * What the interpreter asks of the page: plain data, parsed here and nowhere else. The interpreter runs the user's code, so
 * anything can arrive at this door, in any order, at any rate.
 */
import { parseRequestHead, type RequestHead } from "./http.ts";
import { MAX_ENTRY_CHARACTERS } from "./history.ts";
import { MAX_KEPT_FILE_BYTES, parseKeptPath, parseLeftOut, type KeptFile, type LeftOut } from "./kept.ts";
import { POSITION } from "./keys.ts";
import { parsePicture, type Picture } from "./picture.ts";
import { bytes, fail, integer, nullable, object, oneOf, string } from "./parse.ts";
import { THEME_CHOICES, type ThemeChoice } from "./theme.ts";
import { parseTip, type Tip } from "./tip.ts";

/** The most that one ask may carry; the interpreter sends larger bodies in pieces. */
export const MAX_ASK_BYTES = 1 << 22;

/** The most that goes from the person's computer to Python, or back, at a time (bytes). */
export const MAX_TRANSFER_BYTES = 100_000_000;

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
  | { readonly op: "picture.show"; readonly picture: Picture }
  /** Chooses how the page looks; null only asks. */
  | { readonly op: "theme"; readonly choice: ThemeChoice | null }
  /** Asks the person for files, which are then read in pieces. */
  | { readonly op: "files.pick" }
  | { readonly op: "files.read"; readonly file: number; readonly offset: number }
  /** Pieces of a file for the person, from offset 0 on; then its name, and the size that it has to have. */
  | { readonly op: "files.put"; readonly offset: number; readonly data: Uint8Array<ArrayBuffer> }
  | { readonly op: "files.save"; readonly name: string; readonly size: number };

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
  | { readonly op: "tip.clear" }
  /** What there is below the home folder, for the interpreter that follows. */
  | ({ readonly op: "kept.put" } & KeptFile)
  | { readonly op: "kept.drop"; readonly path: string }
  | { readonly op: "kept.leave-out"; readonly leftOut: LeftOut };

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
  const op = oneOf(message["op"], "op", [
    "http.open", "http.write", "http.finish", "http.read", "keys.read", "picture.show", "theme", "files.pick", "files.read", "files.put", "files.save",
  ]);
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
    case "theme":
      return { op, choice: nullable(fields["choice"], (choice) => oneOf(choice, "choice", THEME_CHOICES)) };
    case "files.pick":
      return { op };
    case "files.read":
      return { op, file: integer(fields["file"], "file", ...ID), offset: integer(fields["offset"], "offset", ...POSITION) };
    case "files.put":
      return { op, offset: integer(fields["offset"], "offset", 0, MAX_TRANSFER_BYTES), data: data() };
    case "files.save":
      return { op, name: parseFileName(fields["name"]), size: integer(fields["size"], "size", 0, MAX_TRANSFER_BYTES) };
  }
}

/** What may not be in the name of a file that is saved: folders, and what makes a name look like another one in a dialog. */
const NOT_IN_NAMES = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}/\\:*?"<>|]/u;
const MAX_NAME_CHARACTERS = 200;

function parseFileName(value: unknown): string {
  const name = string(value, "name", MAX_NAME_CHARACTERS);
  return name.trim() === "" || name.startsWith(".") || NOT_IN_NAMES.test(name) ? fail("name is no plain name of a file") : name;
}

export function parseTell(value: unknown): Tell {
  const message = object(value, "tell");
  const fields = object(message["value"], "value");
  const op = oneOf(message["op"], "op", [
    "http.open", "http.close", "cancel", "history.add", "history.clear", "tip.show", "tip.clear", "kept.put", "kept.drop", "kept.leave-out",
  ]);
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
    case "kept.put":
      return { op, path: parseKeptPath(fields["path"]), content: bytes(message["data"], "data", MAX_KEPT_FILE_BYTES) };
    case "kept.drop":
      return { op, path: parseKeptPath(fields["path"]) };
    case "kept.leave-out":
      return { op, leftOut: parseLeftOut(fields) };
  }
}
