// The one door for what the operator has set as `vars` of the worker.
import type { Limits, RelayOptions } from "../core/index.ts";

export interface Settings extends RelayOptions {
  /** A DNS-over-HTTPS resolver that answers in JSON. */
  readonly resolver: string;
}

const DEFAULT_RESOLVER = "https://cloudflare-dns.com/dns-query";

/** Reads ORIGINS, HOSTS, PORTS, ALLOW, LIMITS, RESOLVER and LOG; raises `TypeError` for what it cannot read. */
export function readSettings(env: Readonly<Record<string, unknown>>): Settings {
  const { ORIGINS, HOSTS, PORTS, ALLOW, LIMITS, RESOLVER, LOG } = env;
  return {
    origins: listOf("ORIGINS", ORIGINS ?? [], isText),
    resolver: textOf("RESOLVER", RESOLVER ?? DEFAULT_RESOLVER),
    ...(HOSTS === undefined ? {} : { hosts: listOf("HOSTS", HOSTS, isText) }),
    ...(PORTS === undefined ? {} : { ports: listOf("PORTS", PORTS, isNumber) }),
    ...(ALLOW === undefined ? {} : { allow: listOf("ALLOW", ALLOW, isText) }),
    ...(LIMITS === undefined ? {} : { limits: limitsOf(LIMITS) }),
    ...(LOG === true ? { onExchange: (record) => console.log(JSON.stringify(record)) } : {}),
  };
}

function listOf<T>(name: string, value: unknown, isItem: (item: unknown) => item is T): readonly T[] {
  if (Array.isArray(value) && value.every(isItem)) return value;
  throw new TypeError(`${name} is not a JSON list of the right kind`);
}

function textOf(name: string, value: unknown): string {
  if (isText(value)) return value;
  throw new TypeError(`${name} is not text`);
}

// Names and values are judged by the core, which knows them.
function limitsOf(value: unknown): Partial<Limits> {
  if (typeof value === "object" && value !== null && Object.values(value).every(isNumber)) return value;
  throw new TypeError("LIMITS is not a JSON object of numbers");
}

function isText(value: unknown): value is string {
  return typeof value === "string";
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
