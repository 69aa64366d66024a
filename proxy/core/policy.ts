import { isPublicAddress } from "./address.ts";
import { RelayError } from "./codes.ts";
import { type Host, isPort, parseAuthority, parseHost } from "./host.ts";

export interface PolicyOptions {
  /** Host patterns: an exact host, or `*.suffix` for every name below the suffix. */
  readonly hosts: readonly string[];
  readonly ports: readonly number[];
  /** The operator's own `host:port` or `[v6]:port`, which may be private. */
  readonly allow: readonly string[];
}

/** How far a permitted host is trusted: "public" must have public addresses only, "named" is the operator's own word. */
export type Grant = "public" | "named";

/** Decides which hosts, ports and addresses may be dialled. */
export class Policy {
  readonly #exact = new Set<string>();
  readonly #suffixes = new Set<string>();
  readonly #ports: ReadonlySet<number>;
  readonly #named = new Set<string>();

  /** Raises `TypeError` for a pattern, port or entry that it cannot read: a typing error must not open or close a door. */
  constructor(options: PolicyOptions) {
    for (const pattern of options.hosts) this.#addPattern(pattern);
    for (const port of options.ports) requirePort(port);
    this.#ports = new Set(options.ports);
    for (const entry of options.allow) this.#addNamed(entry);
  }

  /** Judges host and port; raises `RelayError` "denied-host" or "denied-port". */
  judge(host: Host, port: number): Grant {
    if (this.#named.has(nameOf(host, port))) return "named";
    if (!this.knows(host)) throw new RelayError("denied-host", `This proxy does not relay to the host "${host.text}".`);
    if (!this.#ports.has(port)) throw new RelayError("denied-port", `This proxy does not relay to port ${port}.`);
    return "public";
  }

  /** Whether a pattern covers the host. */
  knows(host: Host): boolean {
    if (this.#exact.has(host.text)) return true;
    if (host.kind === "address") return false;
    for (let dot = host.text.indexOf("."); dot !== -1; dot = host.text.indexOf(".", dot + 1)) {
      if (this.#suffixes.has(host.text.slice(dot + 1))) return true;
    }
    return false;
  }

  #addPattern(pattern: string): void {
    const wild = pattern.startsWith("*.");
    const host = parseHost(wild ? pattern.slice(2) : pattern);
    if (host === null) throw new TypeError(`"${pattern}" is no host pattern`);
    if (!wild) this.#exact.add(host.text);
    else if (host.kind === "name" && host.text.includes(".")) this.#suffixes.add(host.text);
    else throw new TypeError(`"${pattern}" is too broad a host pattern`);
  }

  #addNamed(entry: string): void {
    const authority = parseAuthority(entry);
    if (authority === null || authority.port === null) throw new TypeError(`"${entry}" is no host:port`);
    this.#named.add(nameOf(authority.host, authority.port));
  }
}

/**
 * Checks every address that a name resolved to. One that is not public refuses the whole name: a mixed answer
 * is what DNS rebinding looks like. Raises `RelayError` "denied-address".
 */
export function checkAddresses(host: Host, addresses: readonly string[], grant: Grant): void {
  if (grant === "named" || addresses.every(isPublicAddress)) return;
  throw new RelayError("denied-address", `The host "${host.text}" has an address that is not on the public internet.`);
}

function nameOf(host: Host, port: number): string {
  return `${host.text} ${port}`;
}

function requirePort(port: number): void {
  if (!isPort(port)) throw new TypeError(`${port} is no port`);
}
