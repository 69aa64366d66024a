// Workers have no resolver of their own: DNS over HTTPS, in the JSON form that public resolvers share
// (https://developers.google.com/speed/public-dns/docs/doh/json).
import { lookupError } from "./errors.ts";

const RECORD_TYPES = { A: 1, AAAA: 28 } as const;

const NO_ERROR = 0;

/** Every address of the name, IPv4 first; raises `RelayError` "dns". */
export async function lookUp(resolver: string, host: string, signal: AbortSignal): Promise<readonly string[]> {
  const found = await Promise.all([query(resolver, host, "A", signal), query(resolver, host, "AAAA", signal)]);
  return found.flat();
}

async function query(resolver: string, host: string, type: keyof typeof RECORD_TYPES, signal: AbortSignal): Promise<readonly string[]> {
  const url = new URL(resolver);
  url.searchParams.set("name", host);
  url.searchParams.set("type", type);
  try {
    const response = await fetch(url, { headers: { Accept: "application/dns-json" }, signal, redirect: "manual" });
    return addressesIn(await response.json(), RECORD_TYPES[type]);
  } catch {
    throw lookupError(host);
  }
}

/** Other records in an answer are the aliases on the way. */
function addressesIn(value: unknown, type: number): readonly string[] {
  if (!isRecord(value) || value["Status"] !== NO_ERROR) throw new TypeError("no answer");
  const { Answer: records = [] } = value;
  if (!Array.isArray(records)) throw new TypeError("no list of records");
  return records.filter((record) => isRecord(record) && record["type"] === type).map((record) => addressOf(record));
}

function addressOf(record: unknown): string {
  if (isRecord(record) && typeof record["data"] === "string") return record["data"];
  throw new TypeError("no address");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
