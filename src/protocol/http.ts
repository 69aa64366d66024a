/**
 * HTTP messages as data. Strings of targets and headers are byte strings: one character, U+0000–U+00FF, is one byte on the
 * wire (latin-1), since cloud signatures cover bytes.
 */
import { array, fail, integer, nullable, object, oneOf, string } from "./parse.ts";

/** Name and value, in the order, the case and the number in which they were or will be on the wire. */
export type HeaderPairs = readonly (readonly [name: string, value: string])[];

export interface RequestHead {
  readonly scheme: "http" | "https";
  /** A name or an IP literal, without brackets. */
  readonly host: string;
  readonly port: number;
  readonly method: string;
  /** The request target exactly as it goes on the wire (RFC 9112 §3.2). */
  readonly target: string;
  readonly headers: HeaderPairs;
  /** Milliseconds, or null for the relay's own limit. */
  readonly connectTimeout: number | null;
}

export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  readonly headers: HeaderPairs;
}

const MAX_HEADERS = 1000;

export function parseRequestHead(value: unknown): RequestHead {
  const head = object(value, "request head");
  return {
    scheme: oneOf(head["scheme"], "scheme", ["http", "https"]),
    host: parseHost(head["host"]),
    port: integer(head["port"], "port", 1, 65_535),
    method: token(head["method"], "method"),
    target: byteString(head["target"], "target"),
    headers: parseHeaderPairs(head["headers"]),
    connectTimeout: nullable(head["connectTimeout"], (timeout) => integer(timeout, "connectTimeout", 0, 86_400_000)),
  };
}

export function parseResponseHead(value: unknown): ResponseHead {
  const head = object(value, "response head");
  return {
    status: integer(head["status"], "status", 100, 999),
    reason: byteString(head["reason"], "reason"),
    headers: parseHeaderPairs(head["headers"]),
  };
}

function parseHeaderPairs(value: unknown): HeaderPairs {
  return array(value, "headers", MAX_HEADERS).map((pair) => {
    const [name, text, ...more] = array(pair, "header", 2);
    if (more.length > 0) fail("header has more than a name and a value");
    return [token(name, "header name"), byteString(text, "header value")] as const;
  });
}

/** A host as a URL has it (RFC 3986 §3.2.2). */
export function bracketed(host: string): string {
  return host.includes(":") ? `[${host}]` : host;
}

/** Lower case, no trailing dot: the one spelling under which the policy knows a host. */
function parseHost(value: unknown): string {
  const host = string(value, "host", 253).toLowerCase();
  if (!/^[a-z0-9_.:-]+$/.test(host)) fail("host has characters that no host name has");
  return host;
}

/** RFC 9110 §5.6.2. */
function token(value: unknown, what: string): string {
  const text = string(value, what, 256);
  if (!/^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text)) fail(`${what} is not a token`);
  return text;
}

function byteString(value: unknown, what: string): string {
  const text = string(value, what);
  // eslint-disable-next-line no-control-regex -- control bytes are what this looks for: they would split the head.
  if (/[\0\r\n]|[^\0-\xff]/.test(text)) fail(`${what} has characters that cannot be on the wire`);
  return text;
}
