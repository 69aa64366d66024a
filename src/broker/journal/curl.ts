/** A request as a command for curl, with variables of the shell where it had secrets. */
import * as notes from "../../text/journal-notes.ts";
import { originOf, type Entry } from "./entry.ts";
import { redactEntry, type RedactedBody, type RedactedMessage } from "./redact/entry.ts";
import { merged, type Piece, type Redacted } from "./redact/piece.ts";

/** What curl writes itself. */
const OWN_HEADERS = ["content-length", "transfer-encoding", "connection"];

/** `--path-as-is` and `--globoff`: the target goes out exactly as it was. */
export async function curlCommand(entry: Entry): Promise<string> {
  const { target, request } = await redactEntry(entry, false);
  const url: Redacted = [{ type: "plain", text: originOf(entry.request) }, ...target];
  const lines = [`curl --path-as-is --globoff ${method(entry)} ${shellWord(url, "latin1")}`, ...headerLines(request), ...bodyLines(request.body)];
  return [...remarks(request.body), lines.join(" \\\n  ")].join("\n");
}

function method({ request }: Entry): string {
  return request.method === "HEAD" ? "--head" : `--request ${shellWord([{ type: "plain", text: request.method }], "latin1")}`;
}

function headerLines({ headers }: RedactedMessage): readonly string[] {
  return headers
    .filter(({ name }) => !OWN_HEADERS.includes(name.toLowerCase()))
    .map(({ name, value }) => `--header ${shellWord([{ type: "plain", text: `${name}: ` }, ...value], "latin1")}`);
}

function bodyLines(body: RedactedBody): readonly string[] {
  if (body.type === "empty") return [];
  return [isWhole(body) ? `--data-raw ${shellWord(body.pieces, "utf8")}` : "--data-binary @body"];
}

function remarks(body: RedactedBody): readonly string[] {
  return body.type === "empty" || isWhole(body) ? [] : [`# ${notes.bodyMissing}`];
}

function isWhole(body: RedactedBody): body is RedactedBody & { type: "text" } {
  return body.type === "text" && body.whole;
}

/** One word of a POSIX shell, whatever the text is; targets and headers are bytes, one a character. */
function shellWord(pieces: Redacted, encoding: "latin1" | "utf8"): string {
  const word = merged(pieces).map((piece) => (piece.type === "plain" ? quoted(piece.text, encoding) : `"$${variable(piece)}"`)).join("");
  return word === "" ? "''" : word;
}

function variable({ name }: Piece & { type: "secret" }): string {
  const upper = name
    .toUpperCase()
    .replaceAll(/[^A-Z\d]+/g, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 40);
  return /^[A-Z]/.test(upper) ? upper : `SECRET_${upper}`;
}

/** Controls would be commands to the terminal that it is pasted to: they are written as bash, zsh and POSIX 2024 have it, `$'\033'`. */
function quoted(text: string, encoding: "latin1" | "utf8"): string {
  if (text === "") return "";
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (/^[\x20-\x7e\n]*$/.test(text)) return `'${text.replaceAll("'", `'\\''`)}'`;
  const bytes = encoding === "utf8" ? Array.from(new TextEncoder().encode(text)) : Array.from(text, (character) => character.charCodeAt(0));
  return `$'${bytes.map((byte) => escaped(byte)).join("")}'`;
}

function escaped(byte: number): string {
  const character = String.fromCharCode(byte);
  if (character === "'" || character === "\\") return `\\${character}`;
  // Three octal digits end by themselves; a hexadecimal escape would take the digits behind it along.
  return byte >= 0x20 && byte < 0x7f ? character : `\\${byte.toString(8).padStart(3, "0")}`;
}
