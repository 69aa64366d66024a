// The one door for what the operator has set as variables of the worker: text, lists with commas.
import { parseAccessKey, parseLimit, type RelayOptions } from "../core/index.ts";

export interface Settings extends RelayOptions {
  /** A DNS-over-HTTPS resolver that answers in JSON. */
  readonly resolver: string;
}

const DEFAULT_RESOLVER = "https://cloudflare-dns.com/dns-query";

type Reader = (text: string) => Partial<Settings>;

/** By variable; the core judges the values, and says what is wrong with them. */
const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["RELAY_ORIGINS", (text) => ({ origins: listOf(text) })],
  ["RELAY_HOSTS", (text) => ({ hosts: listOf(text) })],
  ["RELAY_PORTS", (text) => ({ ports: listOf(text).map(Number) })],
  ["RELAY_ALLOW", (text) => ({ allow: listOf(text) })],
  ["RELAY_KEYS", (text) => ({ keys: listOf(text).map(parseAccessKey) })],
  ["RELAY_LIMITS", (text) => ({ limits: Object.fromEntries(listOf(text).map(parseLimit)) })],
  ["RELAY_RESOLVER", (text) => ({ resolver: text })],
  ["RELAY_LOG", (text) => (text === "1" ? { onExchange: (record) => console.log(JSON.stringify(record)) } : {})],
]);

/** Raises `TypeError` for what it cannot read, and for a variable that it does not know: it would be thought to work. */
export function readSettings(env: Readonly<Record<string, unknown>>): Settings {
  const own = Object.entries(env).filter(([name]) => name.startsWith("RELAY_"));
  const read = own.map(([name, value]) => readerOf(name)(textOf(name, value)));
  return Object.assign({ origins: [], resolver: DEFAULT_RESOLVER }, ...read) as Settings;
}

function readerOf(name: string): Reader {
  const reader = READERS.get(name);
  if (reader === undefined) throw new TypeError(`${name} is not a setting of this proxy`);
  return reader;
}

function textOf(name: string, value: unknown): string {
  if (typeof value === "string") return value;
  throw new TypeError(`${name} is not text`);
}

function listOf(text: string): readonly string[] {
  return text
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}
