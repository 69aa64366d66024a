/** The journal as an HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), without secrets. */
import * as notes from "../../text/journal-notes.ts";
import * as site from "../../text/site.ts";
import { driverOf } from "./driver.ts";
import { originOf, responseOf, type Entry } from "./entry.ts";
import { decoded } from "./redact/form.ts";
import { redactEntry, type RedactedBody, type RedactedEntry, type RedactedMessage } from "./redact/entry.ts";
import { masked, type Redacted } from "./redact/piece.ts";
import { durationOf, phasesOf, timeOf, type PhaseName } from "./phases.ts";

/** The version is that of `package.json`. */
export const CREATOR = { name: site.name, version: "0.1.0" } as const;

/** Of characters that may be anywhere, in a URL too. */
const REMOVED = "REDACTED";
/** The proxy does not tell which version it speaks; libcloud's requests are written as this one. */
const VERSION = "HTTP/1.1";

export async function harOf(entries: readonly Entry[]): Promise<object> {
  const now = performance.now();
  const written: object[] = [];
  for (const entry of entries) {
    written.push(harEntry(entry, await redactEntry(entry, false), now));
    if (written.length % ENTRIES_AT_ONCE === 0) await pause();
  }
  return { log: { version: "1.2", creator: CREATOR, entries: written } };
}

/** The page goes on meanwhile. */
const ENTRIES_AT_ONCE = 32;

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function harEntry(entry: Entry, redacted: RedactedEntry, now: number): object {
  const phases = phasesOf(entry, now);
  const time = (name: PhaseName, none = 0): number => timeOf(phases, name) ?? none;
  return {
    startedDateTime: new Date(entry.times.epoch).toISOString(),
    time: durationOf(entry, now),
    request: harRequest(entry, redacted),
    response: harResponse(entry, redacted),
    cache: {},
    // The proxy tells one time for all of connecting.
    timings: { blocked: time("queue"), dns: -1, connect: time("connect", -1), ssl: -1, send: time("send"), wait: time("wait"), receive: time("receive") },
    _lane: entry.lane ?? "",
    _driver: driverOf(entry.request) ?? "",
  };
}

function harRequest({ request, requestBody }: Entry, { target, request: message }: RedactedEntry): object {
  return {
    method: request.method,
    url: originOf(request) + uriText(text(target)),
    httpVersion: VERSION,
    cookies: [],
    headers: harHeaders(message),
    queryString: queryOf(text(target)),
    headersSize: -1,
    bodySize: requestBody.total,
    ...(message.body.type === "empty" ? {} : { postData: { mimeType: mimeType(message), ...content(message.body) } }),
  };
}

function harResponse(entry: Entry, { response: message, reason, problem }: RedactedEntry): object {
  const response = responseOf(entry);
  const size = entry.responseBody.total;
  return {
    status: response?.status ?? 0,
    statusText: text(reason),
    httpVersion: response === null ? "" : VERSION,
    cookies: [],
    headers: message === null ? [] : harHeaders(message),
    content: { size, mimeType: mimeType(message), ...(message === null ? {} : content(message.body)) },
    redirectURL: valueOf(message, "location"),
    headersSize: -1,
    bodySize: size,
    ...(problem.length === 0 ? {} : { _error: text(problem) }),
  };
}

/** Cookies are there, as headers; all that is worth a name in them is secret. */
function harHeaders({ headers }: RedactedMessage): readonly object[] {
  return headers.map(({ name, value }) => ({ name, value: text(value) }));
}

function mimeType(message: RedactedMessage | null): string {
  return valueOf(message, "content-type");
}

/** Of the first header of this name; "" where there is none. */
function valueOf(message: RedactedMessage | null, name: string): string {
  const header = message?.headers.find((other) => other.name.toLowerCase() === name);
  return header === undefined ? "" : text(header.value);
}

/** @param target without its secrets */
function queryOf(target: string): readonly object[] {
  const query = target.split("?").slice(1).join("?");
  if (query === "") return [];
  return query.split("&").map((pair) => {
    const [name = "", ...value] = pair.split("=");
    return { name: decoded(name), value: decoded(value.join("=")) };
  });
}

function content(body: RedactedBody): { readonly text: string; readonly comment?: string } {
  if (body.type === "text") return body.whole ? { text: text(body.pieces) } : { text: text(body.pieces), comment: notes.onlyBeginning };
  return { text: "", comment: COMMENTS[body.type] };
}

const COMMENTS: Readonly<Record<Exclude<RedactedBody["type"], "text">, string>> = {
  empty: "",
  binary: notes.binary,
  forgotten: notes.forgotten,
};

/** A target is bytes, one a character; a URL has few of them (RFC 3986 §2). */
function uriText(target: string): string {
  return target.replaceAll(/[^\w!#$%&'()*+,/:;=?@~.-]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);
}

function text(pieces: Redacted): string {
  return masked(pieces, REMOVED);
}
