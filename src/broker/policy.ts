/** What may leave the tab: nothing, until its destination is allowed. Pure: knows neither the page nor the network. */
import type { RequestHead } from "../protocol/http.ts";
import * as text from "../text/policy.ts";
import { Decisions, type Scope } from "./access/decisions.ts";
import { Presets } from "./access/preset.ts";
import { judge, ruleText, subjectOf, type MethodClass, type Rule } from "./access/rule.ts";

export type Verdict =
  | { readonly type: "allow" }
  | { readonly type: "ask" }
  /** `reason` is a sentence. */
  | { readonly type: "deny"; readonly reason: string };

export type Decision =
  | { readonly type: "deny" }
  /** The whole host, until that is revoked. */
  | { readonly type: "never" }
  /** This request alone. */
  | { readonly type: "once" }
  /** @property methods null: all */
  | { readonly type: "allow"; readonly scope: Scope; readonly methods: MethodClass | null }
  /** All that the presets want confirmed, while the page is open. */
  | { readonly type: "preset" };

/** A statement that asks about more destinations than this is cut off. */
export const MAX_QUESTIONS = 10;

/** What a decision is about: scheme, host and port, and the Host header where that names somebody else. */
export function destinationOf(head: RequestHead): string {
  return ruleText(subjectOf(head));
}

export class Policy {
  /** Denials last for one statement: code in a loop is not asked twice, a person who changed their mind is. */
  readonly #denied = new Set<string>();
  /** What the statement has asked about. */
  readonly #asked = new Set<string>();

  /** Both are the same in all sessions. */
  constructor(
    readonly decisions = new Decisions(null),
    readonly presets = new Presets(),
    /** Why nothing leaves at all, as a sentence; null where it may. */
    readonly sealed: string | null = null,
  ) {}

  /** The policy of another session: what is allowed holds there too, a denial does not. */
  forSession(): Policy {
    return new Policy(this.decisions, this.presets, this.sealed);
  }

  judge(head: RequestHead): Verdict {
    const subject = subjectOf(head);
    const destination = ruleText(subject);
    if (this.sealed !== null) return { type: "deny", reason: this.sealed };
    if (this.presets.forbid(subject)) return { type: "deny", reason: text.presetForbids(destination) };
    if (this.decisions.forbid(subject)) return { type: "deny", reason: text.neverAllowed(subject.host) };
    if (judge(this.decisions.rules, subject) === "allow") return { type: "allow" };
    if (this.#denied.has(destination)) return { type: "deny", reason: text.notAllowed(destination) };
    if (this.#asked.size < MAX_QUESTIONS || this.#asked.has(destination)) return { type: "ask" };
    return { type: "deny", reason: text.tooManyQuestions(MAX_QUESTIONS, destination) };
  }

  /** What the presets want confirmed together with this request. */
  toConfirm(head: RequestHead): readonly Rule[] {
    return this.presets.toConfirm(subjectOf(head));
  }

  /** The person is about to be asked. */
  onQuestion(head: RequestHead): void {
    this.#asked.add(destinationOf(head));
  }

  decide(head: RequestHead, decision: Decision): void {
    const together = this.toConfirm(head);
    if (decision.type === "deny") this.#denied.add(destinationOf(head));
    if (decision.type === "never") this.decisions.add({ scheme: null, host: head.host, port: null, effect: "deny", methods: null, as: [] }, "always");
    if (decision.type === "allow") this.decisions.add({ ...subjectOf(head), effect: "allow", methods: decision.methods }, decision.scope);
    if (decision.type === "preset") for (const rule of together) this.decisions.add(rule, "session");
    if (together.length > 0) this.presets.onAsked();
  }

  onStatement(): void {
    this.#denied.clear();
    this.#asked.clear();
  }
}
