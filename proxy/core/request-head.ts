// The one door for what a page asks: nothing behind it looks at unparsed input.
import { RelayError } from "./codes.ts";
import { type Authority, type Host, isPort, parseAuthority, parseHost } from "./host.ts";
import { type BodyFraming, requestFraming } from "./request-framing.ts";

/** A header as it stands on the wire: latin-1, in order, duplicates kept. */
export type HeaderPair = readonly [name: string, value: string];

export interface RequestHead {
  readonly scheme: "http" | "https";
  readonly host: Host;
  readonly port: number;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly HeaderPair[];
  /** The Host header; null when there is none or none that can be read. */
  readonly authority: Authority | null;
  readonly hasHostHeader: boolean;
  readonly framing: BodyFraming;
  /** In milliseconds. */
  readonly connectTimeout: number | null;
}

// RFC 9110 §5.6.2
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

// Visible ASCII and any byte of a longer encoding: what a raw target may hold without ending the request line.
const TARGET = /^(?:\/[\x21-\x7e\x80-\xff]*|\*)$/;

// RFC 9110 §5.5: everything but NUL, CR and LF, which could end the field.
const FIELD_VALUE = /^[\x01-\x09\x0b\x0c\x0e-\xff]*$/;

// CONNECT makes a tunnel, TRACE echoes credentials (Fetch Standard: forbidden methods).
const REFUSED_METHODS: ReadonlySet<string> = new Set(["CONNECT", "TRACE", "TRACK"]);

/** Reads the JSON head of a relay request; raises `RelayError` "bad-request". */
export function parseRequestHead(bytes: Uint8Array): RequestHead {
  const value = parseJson(bytes);
  if (value["version"] !== 1) throw bad("The relay protocol version is not 1.");
  const method = readMethod(value["method"]);
  const headers = readHeaders(value["headers"]);
  const hostHeader = singleHost(headers);
  return {
    scheme: readScheme(value["scheme"]),
    host: readHost(value["host"]),
    port: readPort(value["port"]),
    method,
    target: readTarget(value["target"], method),
    headers,
    authority: hostHeader === null ? null : parseAuthority(hostHeader),
    hasHostHeader: hostHeader !== null,
    framing: requestFraming(headers),
    connectTimeout: readTimeout(value["connectTimeout"]),
  };
}

function parseJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (isRecord(value)) return value;
  } catch {
    // The parser's own message would quote the head.
  }
  throw bad("The head is not a JSON object in UTF-8.");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readScheme(value: unknown): "http" | "https" {
  if (value === "http" || value === "https") return value;
  throw bad("The scheme is not http or https.");
}

function readHost(value: unknown): Host {
  const host = typeof value === "string" ? parseHost(value) : null;
  if (host === null) throw bad("The host is neither a plain ASCII name nor an address in its usual spelling.");
  return host;
}

function readPort(value: unknown): number {
  if (typeof value === "number" && isPort(value)) return value;
  throw bad("The port is not a number from 1 to 65535.");
}

function readMethod(value: unknown): string {
  if (typeof value !== "string" || !TOKEN.test(value)) throw bad("The method is not a token.");
  if (REFUSED_METHODS.has(value.toUpperCase())) throw bad("The method is one that a proxy must not relay.");
  return value;
}

function readTarget(value: unknown, method: string): string {
  if (typeof value !== "string" || !TARGET.test(value)) throw bad("The target is not a raw path.");
  if (value === "*" && method !== "OPTIONS") throw bad("The target * is for OPTIONS only.");
  return value;
}

function readHeaders(value: unknown): readonly HeaderPair[] {
  if (!Array.isArray(value)) throw bad("The headers are not a list.");
  return value.map(readHeader);
}

function readHeader(value: unknown): HeaderPair {
  if (!Array.isArray(value) || value.length !== 2) throw bad("A header is not a pair.");
  const [name, content]: unknown[] = value;
  if (typeof name !== "string" || !TOKEN.test(name)) throw bad("A header name is not a token.");
  if (typeof content !== "string" || !FIELD_VALUE.test(content)) throw bad("A header value has a forbidden character.");
  if (name.toLowerCase() === "upgrade") throw bad("A connection cannot be upgraded through this proxy.");
  return [name, content];
}

// RFC 9112 §3.2: servers must refuse two Host fields, but not all do, and then proxy and server may see different hosts.
function singleHost(headers: readonly HeaderPair[]): string | null {
  const values = headers.filter(([name]) => name.toLowerCase() === "host").map(([, value]) => value);
  if (values.length > 1) throw bad("There is more than one Host header.");
  return values[0] ?? null;
}

function readTimeout(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "number" && value > 0) return value;
  throw bad("The connect timeout is not a positive number.");
}

function bad(message: string): RelayError {
  return new RelayError("bad-request", message);
}
