import { RelayError } from "./codes.ts";
import type { HeaderPair } from "./request-head.ts";

/** How the request's body is delimited on the wire to the upstream server. */
export type BodyFraming =
  | { readonly kind: "none" }
  | { readonly kind: "length"; readonly length: number }
  | { readonly kind: "chunked" };

const DIGITS = /^[0-9]{1,15}$/;

/**
 * The framing that the headers announce. Whatever two readers could understand differently is refused
 * (RFC 9112 §11.2, request smuggling): both fields, a repeated field, spaces, lists, other codings.
 */
export function requestFraming(headers: readonly HeaderPair[]): BodyFraming {
  const lengths = valuesOf(headers, "content-length");
  const codings = valuesOf(headers, "transfer-encoding");
  if (lengths.length + codings.length > 1) throw bad("The body's length is announced more than once.");
  const [length] = lengths;
  const [coding] = codings;
  if (length !== undefined) return { kind: "length", length: readLength(length) };
  if (coding === undefined) return { kind: "none" };
  if (coding !== "chunked") throw bad("The transfer coding is not chunked.");
  return { kind: "chunked" };
}

function valuesOf(headers: readonly HeaderPair[], wanted: string): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

function readLength(text: string): number {
  if (!DIGITS.test(text)) throw bad("The Content-Length is not a plain number.");
  return Number(text);
}

function bad(message: string): RelayError {
  return new RelayError("bad-request", message);
}
