import { formatAddress, parseAddress } from "./address.ts";

/** A host in its one spelling: a lower-case ASCII name, or an address without brackets. */
export interface Host {
  readonly kind: "name" | "address";
  readonly text: string;
}

export interface Authority {
  readonly host: Host;
  readonly port: number | null;
}

// Underscores are no host names, but bucket names are labels of real ones.
const LABEL = /^[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?$/;

// WHATWG URL "ends in a number": a system resolver may read 127.1 or 0x7f000001 as an address.
const NUMERIC_LABEL = /^(?:[0-9]+|0x[0-9a-f]*)$/;

const AUTHORITY = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::([0-9]{1,5}))?$/;

/** Reads a name or an address; null for unicode, trailing dots, odd spellings of addresses and everything else. */
export function parseHost(text: string): Host | null {
  const address = parseAddress(text);
  if (address !== null) return { kind: "address", text: formatAddress(address) };
  const name = lowerCase(text);
  return isName(name) ? { kind: "name", text: name } : null;
}

/** Reads `host`, `host:port` or `[v6]:port`. */
export function parseAuthority(text: string): Authority | null {
  const match = AUTHORITY.exec(text);
  if (match === null) return null;
  const [, bracketed, plain, digits] = match;
  const host = parseHost(bracketed ?? plain ?? "");
  if (host === null || (bracketed !== undefined && host.kind === "name")) return null;
  const port = digits === undefined ? null : Number(digits);
  return port === null || isPort(port) ? { host, port } : null;
}

export function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65_535;
}

// String.prototype.toLowerCase would turn U+212A KELVIN SIGN into an ASCII k.
function lowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function isName(name: string): boolean {
  const labels = name.split(".");
  return name.length <= 253 && labels.every((label) => LABEL.test(label)) && !NUMERIC_LABEL.test(labels.at(-1) ?? "");
}
