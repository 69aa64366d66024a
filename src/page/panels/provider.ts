/** Whose a host is, as far as libcloud's drivers know. Pure. */
import * as text from "../../text/consent.ts";

export interface Introduction {
  readonly known: boolean;
  readonly text: string;
}

/** By provider: hosts, and `*.` and a name for all below it. */
export type Reviewed = Readonly<Record<string, readonly string[]>>;
/** Names of drivers, by host. */
export type Drivers = Readonly<Record<string, string>>;

/** One sentence for whoever has to decide. */
export function introduce({ host, headers }: Subject, reviewed: Reviewed, drivers: Drivers): Introduction {
  const named = headers.filter(([name]) => name.toLowerCase() === "host").map(([, value]) => value.toLowerCase().replace(/:\d+$/, ""));
  if (named.some((other) => other.replaceAll(/[[\]]/g, "") !== host)) return { known: false, text: text.otherHost };
  const [provider, pattern] = find(host, reviewed);
  if (provider === undefined || pattern === undefined) return { known: false, text: text.unknownHost };
  const driver = Object.hasOwn(drivers, host) ? drivers[host] : undefined;
  if (driver !== undefined) return { known: true, text: text.driverCalls(provider, driver) };
  if (pattern === host) return { known: true, text: text.ofProvider(provider) };
  return { known: true, text: text.sharedWithCustomers(provider, pattern.slice(2)) };
}

interface Subject {
  readonly host: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

function find(host: string, reviewed: Reviewed): readonly [provider?: string, pattern?: string] {
  const all = Object.entries(reviewed).flatMap(([provider, patterns]) => patterns.map((pattern) => [provider, pattern] as const));
  return all.find(([, pattern]) => pattern === host) ?? all.find(([, pattern]) => pattern.startsWith("*.") && host.endsWith(pattern.slice(1))) ?? [];
}
