/** What may leave the tab: nothing, until its destination is allowed. Pure: knows neither the page nor the network. */
import type { RequestHead } from "../protocol/http.ts";

export type Verdict = "allow" | "deny" | "ask";
export type Decision = "allow" | "deny";

/** Scheme, host and port: what a decision is about. */
export function destinationOf({ scheme, host, port }: Pick<RequestHead, "scheme" | "host" | "port">): string {
  return `${scheme}://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

export class Policy {
  readonly #allowed = new Set<string>();
  /** Denials last for one statement: code in a loop is not asked twice, a person who changed their mind is. */
  readonly #denied = new Set<string>();

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
