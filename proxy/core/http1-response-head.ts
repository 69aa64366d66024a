import type { ByteSource } from "./byte-source.ts";
import { concat, decodeLatin1, encodeLatin1 } from "./bytes.ts";
import { RelayError } from "./codes.ts";
import type { HeaderPair } from "./request-head.ts";

export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly HeaderPair[];
  /** HTTP/1.1 or later, where a connection stays open unless a header says otherwise (RFC 9112 §9.3). */
  readonly persistent: boolean;
}

const LF = 10;
const CR = 13;
const START = [...encodeLatin1("HTTP/1.")];

// RFC 9112 §4; servers that leave out the reason often leave out its space too.
const STATUS_LINE = /^HTTP\/1\.([0-9]) ([1-9][0-9]{2})(?: (.*))?$/;

// No space before the colon: RFC 9112 §5.1 knows it as a way to hide a field.
const FIELD = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):(.*)$/;

// RFC 9112 §5.2: a folded line goes on with its field.
const FOLD = /^[ \t]/;

/** Called when a head has begun and not ended; what it returns is called when it has. */
export type Patience = () => () => void;

/** Interim answers that are skipped before a server counts as broken. */
const MAX_INTERIM = 32;

/**
 * Reads the head of the final response; interim ones (1xx) are skipped. Raises `RelayError` "closed" when the
 * server ends before, "protocol" when it does not speak HTTP/1.
 */
export async function readResponseHead(source: ByteSource, limit: number, onIncomplete: Patience): Promise<ResponseHead> {
  for (let interim = 0; interim < MAX_INTERIM; interim += 1) {
    const head = parseHead(await readHeadText(source, limit, onIncomplete));
    if (head.status === 101) throw protocol("The server switched protocols without being asked.");
    if (head.status >= 200) return head;
  }
  throw protocol("The server sent interim responses without end.");
}

async function readHeadText(source: ByteSource, limit: number, onIncomplete: Patience): Promise<string> {
  let bytes = new Uint8Array(0) as Uint8Array;
  let complete: (() => void) | null = null;
  for (let scanned = 0; ; ) {
    const piece = await source.read();
    if (piece === null) throw new RelayError("closed", "The server closed the connection before it answered.");
    bytes = bytes.length === 0 ? piece : concat([bytes, piece]);
    checkStart(bytes);
    const end = headEnd(bytes, scanned);
    if ((end === -1 ? bytes.length : end) > limit) throw protocol("The head of the server's response is too large.");
    if (end !== -1) {
      complete?.();
      source.unread(bytes.subarray(end));
      return decodeLatin1(bytes.subarray(0, end));
    }
    complete ??= onIncomplete();
    scanned = Math.max(0, bytes.length - 2);
  }
}

// A server that greets in another protocol may wait for us: do not wait for its blank line.
function checkStart(bytes: Uint8Array): void {
  if (START.some((byte, index) => index < bytes.length && bytes[index] !== byte)) throw protocol("The server does not speak HTTP/1.");
}

/** The offset after the blank line that ends a head, or -1. A bare LF ends a line too (RFC 9112 §2.2). */
function headEnd(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(LF, from); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return -1;
}

function parseHead(text: string): ResponseHead {
  const [statusLine = "", ...fields] = splitLines(text);
  const match = STATUS_LINE.exec(statusLine);
  if (match === null) throw protocol("The server's status line is not HTTP/1.");
  return { status: Number(match[2]), reason: match[3] ?? "", headers: unfold(fields).map(parseField), persistent: match[1] !== "0" };
}

function splitLines(text: string): string[] {
  const lines = text.split("\n").map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  if (lines.some((line) => line.includes("\r") || line.includes("\0"))) {
    throw protocol("The head of the server's response has a forbidden character.");
  }
  return lines.filter((line) => line !== "");
}

function unfold(lines: readonly string[]): readonly string[] {
  const fields: string[] = [];
  for (const line of lines) {
    if (!FOLD.test(line)) fields.push(line);
    else fields.push(`${fields.pop() ?? ""} ${trim(line)}`);
  }
  return fields;
}

function parseField(line: string): HeaderPair {
  const [, name, value] = FIELD.exec(line) ?? [];
  if (name === undefined || value === undefined) throw protocol("A header of the server's response cannot be read.");
  return [name, trim(value)];
}

/**
 * Takes optional whitespace off (RFC 9110 §5.6.3). String.prototype.trim would eat U+00A0, which is a byte of the
 * value here, and a regular expression takes quadratic time on spaces that are not at the end.
 */
export function trim(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isSpace(text[start])) start += 1;
  while (end > start && isSpace(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t";
}

function protocol(message: string): RelayError {
  return new RelayError("protocol", message);
}
