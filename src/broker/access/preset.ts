/**
 * What whoever prepares a workshop can set beforehand. It only narrows: it denies, or names the hosts that alone can be reached. What
 * it wants allowed, the person is asked for, all in one question.
 */
import { array, fail, object, string } from "../../protocol/parse.ts";
import * as text from "../../text/presets.ts";
import { covers, judge, parseTarget, targetText, type Rule, type Subject, type Target } from "./rule.ts";

export interface Preset {
  /** Shown in the question and in the settings. */
  readonly title: string;
  /** Null: no restriction. */
  readonly only: readonly Target[] | null;
  readonly deny: readonly Target[];
  readonly confirm: readonly Target[];
}

const MAX_TARGETS = 50;
const MEMBERS = ["title", "only", "deny", "confirm"];

/** @throws ParseError, when any of it is wrong: half a restriction would be taken for a whole one */
export function parsePreset(value: unknown): Preset {
  const preset = object(value, text.preset);
  const unknown = Object.keys(preset).find((member) => !MEMBERS.includes(member));
  if (unknown !== undefined) fail(text.unknownMember(unknown, MEMBERS));
  const { title = "", only, deny = [], confirm = [] } = preset;
  return {
    title: string(title, "title", 80).replaceAll(/[\p{C}\s]+/gu, " "),
    only: only === undefined ? null : targets(only, "only"),
    deny: targets(deny, "deny"),
    confirm: targets(confirm, "confirm").map(confirmable),
  };
}

/** The presets of this page. All of them hold. */
export class Presets {
  #presets: readonly Preset[] = [];
  #asked = false;

  /** What each of them says, in a sentence. */
  get sentences(): readonly string[] {
    return this.#presets.map(describe);
  }

  add(preset: Preset): void {
    this.#presets = [...this.#presets, preset];
  }

  forbid(subject: Subject): boolean {
    return this.#presets.some(({ only, deny }) => {
      const rules = [...deny.map((target) => rule(target, "deny")), ...(only ?? []).map((target) => rule(target, "allow"))];
      const effect = judge(rules, subject);
      return effect === "deny" || (only !== null && effect === "ask");
    });
  }

  /** What is to be confirmed together with this request; empty once the person was asked. */
  toConfirm(subject: Subject): readonly Rule[] {
    const all = this.#presets.flatMap(({ confirm }) => confirm);
    if (this.#asked || subject.as.length > 0 || !all.some((target) => covers(target, subject))) return [];
    return all.map((target) => rule(target, "allow"));
  }

  onAsked(): void {
    this.#asked = true;
  }
}

function describe({ title, only, deny }: Preset): string {
  const hosts = (targets: readonly Target[]): readonly string[] => targets.map((target) => targetText(target));
  return text.summary(title, only === null ? null : hosts(only), hosts(deny));
}

function rule(target: Target, effect: "allow" | "deny"): Rule {
  return { ...target, effect, methods: null, as: [] };
}

function targets(value: unknown, what: string): readonly Target[] {
  return array(value, what, MAX_TARGETS).map((each) => parseTarget(each, text.hostOf(what)));
}

/** A person can judge a host, or one party's hosts, not a whole top-level domain. */
function confirmable(target: Target): Target {
  if (/^\*(?:\.[^.]+)?$/.test(target.host)) fail(text.tooMuch(target.host));
  return { ...target, scheme: target.scheme ?? "https" };
}
