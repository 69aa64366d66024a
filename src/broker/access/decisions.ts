/**
 * What the person has decided, in all sessions: allowed while this page is open, or always, or never, which is kept in the browser's
 * storage. Nothing secret is in it: schemes, hosts and ports.
 */
import { array, json, nullable, object, oneOf, ParseError, string, fail } from "../../protocol/parse.ts";
import type { Store } from "../store.ts";
import { judge, parseTarget, ruleText, targetText, type Rule, type Subject } from "./rule.ts";

export type Scope = "session" | "always";

export interface Decided {
  readonly rule: Rule;
  /** Where requests may go by it, or may not. */
  readonly destination: string;
  readonly scope: Scope;
}

type Effect = "allow" | "deny";

/** Two, so that a page of an earlier version does not take the one for the other. */
const KEYS: Readonly<Record<Effect, string>> = { allow: "libcloud-repl.allowed", deny: "libcloud-repl.denied" };
const EFFECTS = ["allow", "deny"] as const;
/** Of each. */
const MAX_RULES = 200;

export class Decisions {
  #session: readonly Rule[] = [];

  constructor(readonly store: Store | null) {}

  /** Those that are kept are read each time: what another tab revokes is revoked here, too. */
  get all(): readonly Decided[] {
    const decided = (scope: Scope) => (rule: Rule): Decided => ({ rule, scope, destination: ruleText(rule) });
    return [...this.#session.map(decided("session")), ...load(this.store).map(decided("always"))];
  }

  get rules(): readonly Rule[] {
    return [...this.#session, ...load(this.store)];
  }

  /** Whatever was allowed: a "never" is about the whole host. */
  forbid(subject: Subject): boolean {
    return judge(this.rules.filter(({ effect }) => effect === "deny"), subject) === "deny";
  }

  /** Whether the browser keeps anything for this page. */
  get keeps(): boolean {
    return save(this.store, load(this.store));
  }

  /** Replaces what it makes superfluous. What cannot be kept holds while the page is open. */
  add(rule: Rule, scope: Scope): void {
    this.revoke(rule);
    const saved = scope === "always" && save(this.store, [...load(this.store), rule]);
    if (!saved || !load(this.store).some((kept) => includes(rule, kept))) this.#session = [...this.#session, rule];
  }

  /** At once, for the next request. */
  revoke(rule: Rule): void {
    const others = (one: Rule): boolean => !includes(rule, one);
    this.#session = this.#session.filter(others);
    const kept = load(this.store);
    if (!kept.every(others)) save(this.store, kept.filter(others));
  }

  clear(): void {
    this.#session = [];
    save(this.store, []);
  }
}

/** Whether a decision makes another superfluous. */
function includes(rule: Rule, other: Rule): boolean {
  if (rule.effect === "deny") return other.host === rule.host;
  if (other.effect === "deny") return false;
  return targetText(rule) === targetText(other) && rule.as.join("\0") === other.as.join("\0") && (rule.methods === null || rule.methods === other.methods);
}

/** Another version, or another page of this origin, may have left anything there: what is not understood does not hold. */
function load(store: Store | null): readonly Rule[] {
  return EFFECTS.flatMap((effect) =>
    stored(store, effect).flatMap((item) => {
      try {
        return [parseDecision(item, effect)];
      } catch (error) {
        if (error instanceof ParseError) return [];
        throw error;
      }
    }),
  );
}

function stored(store: Store | null, effect: Effect): readonly unknown[] {
  try {
    return array(json(store?.getItem(KEYS[effect]) ?? "[]", "decisions"), "decisions", MAX_RULES);
  } catch {
    return []; // corrupt, or the browser forbids it
  }
}

/** @returns whether it is there now */
function save(store: Store | null, rules: readonly Rule[]): boolean {
  try {
    for (const effect of EFFECTS) {
      const items = rules.filter((rule) => rule.effect === effect).map((rule) => ({ to: targetText(rule), as: rule.as, methods: rule.methods }));
      store?.setItem(KEYS[effect], JSON.stringify(items.slice(-MAX_RULES)));
      if (items.length === 0) store?.removeItem(KEYS[effect]);
    }
    return store !== null;
  } catch {
    return false;
  }
}

/** Only what a person can have decided: one host at one port is allowed, one host is not. */
function parseDecision(value: unknown, effect: Effect): Rule {
  const { to, as, methods } = object(value, "decision");
  const target = parseTarget(to, "decision");
  const whole = target.scheme === null && target.port === null;
  const one = target.scheme !== null && target.port !== null;
  if (target.host.startsWith("*") || !(effect === "deny" ? whole : one)) fail("decision is about something else than a destination");
  return {
    ...target,
    effect,
    as: array(as, "as", 10).map((name) => string(name, "name", 300)),
    methods: nullable(methods, (which) => oneOf(which, "methods", ["read", "write"])),
  };
}
