/** Rules about where requests may go, and which of them holds. Pure. */
import { bracketed, type RequestHead } from "../../protocol/http.ts";
import { fail, string } from "../../protocol/parse.ts";
import * as text from "../../text/policy.ts";

export type Effect = "allow" | "ask" | "deny";
/** Those that are safe by RFC 9110 §9.2.1, and the others. Some APIs (EC2's) change things by GET all the same. */
export type MethodClass = "read" | "write";

/** Where requests go, as rules name it. */
export interface Target {
  /** Null: any. */
  readonly scheme: "http" | "https" | null;
  /** A name or an address without brackets, `*.` and a name for all names below it, or `*` for every host. */
  readonly host: string;
  /** Null: any. */
  readonly port: number | null;
}

export interface Rule extends Target {
  readonly effect: Effect;
  /** Null: any. */
  readonly methods: MethodClass | null;
  /** What the Host header names where that is somebody else: one server may answer for many names. */
  readonly as: readonly string[];
}

/** What of a request is judged. */
export interface Subject {
  readonly scheme: "http" | "https";
  readonly host: string;
  readonly port: number;
  readonly methods: MethodClass;
  readonly as: readonly string[];
}

export function subjectOf({ scheme, host, port, method, headers }: RequestHead): Subject {
  const name = bracketed(host);
  const named = headers.filter(([header]) => header.toLowerCase() === "host").map(([, value]) => value.toLowerCase());
  const as = named.filter((value) => value !== name && value !== `${name}:${port}`);
  return { scheme, host, port, as, methods: ["GET", "HEAD", "OPTIONS"].includes(method) ? "read" : "write" };
}

/** The most specific rule that matches decides; of equally specific ones the strictest. None: "ask". */
export function judge(rules: readonly Rule[], subject: Subject): Effect {
  const matching = rules.filter((rule) => matches(rule, subject)).sort(byPrecedence);
  return matching[0]?.effect ?? "ask";
}

export function covers(target: Target, { scheme, host, port }: Pick<Subject, "scheme" | "host" | "port">): boolean {
  return (target.scheme ?? scheme) === scheme && (target.port ?? port) === port && matchesHost(target.host, host);
}

/**
 * @param value e.g. `api.example.com`, `*.example.com:443`, `http://127.0.0.1:8080`
 * @throws ParseError
 */
export function parseTarget(value: unknown, what: string): Target {
  const written = string(value, what, 300).toLowerCase();
  const match = /^(?:(https?):\/\/)?(\*|(?:\*\.)?[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/.exec(written);
  const [, scheme, host = "", port] = match ?? fail(text.noHost(what));
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535)) fail(text.noPort(what));
  return { scheme: scheme === "http" || scheme === "https" ? scheme : null, host: host.replace(/^\[|\]$/g, ""), port: port === undefined ? null : Number(port) };
}

/** As {@link parseTarget} takes it. */
export function targetText({ scheme, host, port }: Target): string {
  return `${scheme === null ? "" : `${scheme}://`}${bracketed(host)}${port === null ? "" : `:${port}`}`;
}

/** The Host header included, where it names somebody else. */
export function ruleText(rule: Target & Pick<Rule, "as">): string {
  return [targetText(rule), ...rule.as.map((other) => text.namedAs(other))].join(" ");
}

function matches(rule: Rule, subject: Subject): boolean {
  if (rule.methods !== null && rule.methods !== subject.methods) return false;
  if (rule.effect === "deny" && subject.as.some((name) => matchesHost(rule.host, name.replace(/:\d+$/, "")))) return true;
  return covers(rule, subject) && (rule.effect === "deny" || rule.as.join("\0") === subject.as.join("\0"));
}

function matchesHost(pattern: string, host: string): boolean {
  return pattern === "*" || pattern === host || (pattern.startsWith("*.") && host.endsWith(pattern.slice(1)));
}

const STRICTNESS: Readonly<Record<Effect, number>> = { deny: 2, ask: 1, allow: 0 };

function byPrecedence(one: Rule, other: Rule): number {
  const [first, second] = [precedence(one), precedence(other)];
  const at = first.findIndex((value, index) => value !== second[index]);
  return at < 0 ? 0 : (second[at] ?? 0) - (first[at] ?? 0);
}

/** What counts most comes first: a name before names below it, the longer of these, port, scheme, methods. */
function precedence({ host, port, scheme, methods, effect }: Rule): readonly number[] {
  const exactness = host.startsWith("*") ? host.length : Infinity;
  return [exactness, Number(port !== null), Number(scheme !== null), Number(methods !== null), STRICTNESS[effect]];
}
