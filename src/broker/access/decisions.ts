/**
 * What the person has allowed, in all sessions: while this page is open, or always, which is kept in the browser's storage. Nothing
 * secret is in it: schemes, hosts and ports.
 */
import { array, json, nullable, object, oneOf, ParseError, string, fail } from "../../protocol/parse.ts";
import type { Store } from "../history.ts";
import { parseTarget, ruleText, targetText, type Rule } from "./rule.ts";

export type Scope = "session" | "always";

export interface Decided {
  readonly rule: Rule;
  /** Where requests may go by it. */
  readonly destination: string;
  readonly scope: Scope;
}

const KEY = "libcloud-repl.allowed";
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

  /** Whether the browser keeps anything for this page. */
  get keeps(): boolean {
    return save(this.store, load(this.store));
  }

  /** Replaces what it makes superfluous. What cannot be kept holds while the page is open. */
  add(rule: Rule, scope: Scope): void {
    this.revoke(rule);
    const saved = scope === "always" && save(this.store, [...load(this.store), rule].slice(-MAX_RULES));
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

function includes(rule: Rule, other: Rule): boolean {
  return targetText(rule) === targetText(other) && rule.as.join("\0") === other.as.join("\0") && (rule.methods === null || rule.methods === other.methods);
}

/** Another version, or another page of this origin, may have left anything there: what is not understood does not hold. */
function load(store: Store | null): readonly Rule[] {
  return stored(store).flatMap((item) => {
    try {
      return [parseAllowed(item)];
    } catch (error) {
      if (error instanceof ParseError) return [];
      throw error;
    }
  });
}

function stored(store: Store | null): readonly unknown[] {
  try {
    return array(json(store?.getItem(KEY) ?? "[]", "decisions"), "decisions", MAX_RULES);
  } catch {
    return []; // corrupt, or the browser forbids it
  }
}

/** @returns whether it is there now */
function save(store: Store | null, rules: readonly Rule[]): boolean {
  try {
    const text = JSON.stringify(rules.map((rule) => ({ to: targetText(rule), as: rule.as, methods: rule.methods })));
    store?.setItem(KEY, text);
    if (rules.length === 0) store?.removeItem(KEY);
    return store !== null;
  } catch {
    return false;
  }
}

/** Only what a person can have allowed: one host at one port. */
function parseAllowed(value: unknown): Rule {
  const { to, as, methods } = object(value, "decision");
  const target = parseTarget(to, "decision");
  if (target.scheme === null || target.port === null || target.host.startsWith("*")) fail("decision is about more than one destination");
  return {
    ...target,
    effect: "allow",
    as: array(as, "as", 10).map((name) => string(name, "name", 300)),
    methods: nullable(methods, (which) => oneOf(which, "methods", ["read", "write"])),
  };
}
