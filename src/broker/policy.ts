/** What may leave the tab: nothing, until its destination is allowed. Pure: knows neither the page nor the network. */
import type { RequestHead } from "../protocol/http.ts";

export type Verdict = "allow" | "deny" | "ask";
export type Decision = "allow" | "deny";

/**
 * What a decision is about: scheme, host and port, and the Host header where that names somebody else (one server may answer for
 * many names, and the one in the header is who gets the request).
 */
export function destinationOf({ scheme, host, port, headers }: Pick<RequestHead, "scheme" | "host" | "port" | "headers">): string {
  const name = host.includes(":") ? `[${host}]` : host;
  const named = headers.filter(([header]) => header.toLowerCase() === "host").map(([, value]) => value.toLowerCase());
  const others = named.filter((value) => value !== name && value !== `${name}:${port}`);
  return [`${scheme}://${name}:${port}`, ...others.map((other) => `as ${other}`)].join(" ");
}

export class Policy {
  /** The same set in all sessions. */
  readonly #allowed: Set<string>;
  /** Denials last for one statement: code in a loop is not asked twice, a person who changed their mind is. */
  readonly #denied = new Set<string>();

  constructor(allowed = new Set<string>()) {
    this.#allowed = allowed;
  }

  /** The policy of another session: what is allowed holds there too, a denial does not. */
  forSession(): Policy {
    return new Policy(this.#allowed);
  }

  judge(head: RequestHead): Verdict {
    const destination = destinationOf(head);
    if (this.#allowed.has(destination)) return "allow";
    return this.#denied.has(destination) ? "deny" : "ask";
  }

  /** Allowed for as long as this page is open; denied until the next statement. */
  decide(head: RequestHead, decision: Decision): void {
    (decision === "allow" ? this.#allowed : this.#denied).add(destinationOf(head));
  }

  onStatement(): void {
    this.#denied.clear();
  }
}
