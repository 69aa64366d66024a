/** What Python may reach: the decisions that hold, each to be revoked, and what the page's presets say. */
import type { Decided } from "../../broker/access/decisions.ts";
import type { Rule } from "../../broker/access/rule.ts";
import type { Policy } from "../../broker/policy.ts";
import { element } from "../dom.ts";
import { ask } from "./ask.ts";

const LABEL = "access-title";
const SCOPES: Readonly<Record<Decided["scope"], string>> = { session: "while this page is open", always: "always" };

/** Resolves when it is closed. Esc closes it. */
export async function showAccess(policy: Policy): Promise<void> {
  if (document.querySelector("dialog.access") !== null) return;
  const list = element("div");
  const close = element("button", { value: "close", autofocus: true }, ["Close"]);
  const clear = element("button", { type: "button" }, ["Revoke all"]);
  const title = element("h2", { id: LABEL }, ["What Python may reach"]);
  const form = element("form", { method: "dialog" }, [title, list, ...policy.presets.sentences.map((sentence) => element("p", {}, [sentence])), element("menu", {}, [clear, close])]);
  const dialog = element("dialog", { className: "access" }, [form]);
  const update = (): void => {
    const { all, keeps } = policy.decisions;
    list.replaceChildren(...content(all, keeps, (rule) => revoke(rule)));
    clear.disabled = all.length === 0;
  };
  const revoke = (rule: Rule): void => {
    policy.decisions.revoke(rule);
    update();
    (list.querySelector("button") ?? close).focus();
  };
  clear.addEventListener("click", () => {
    policy.decisions.clear();
    update();
    close.focus();
  });
  update();
  await ask(dialog, LABEL);
}

function content(all: readonly Decided[], keeps: boolean, revoke: (rule: Rule) => void): readonly HTMLElement[] {
  const hint = keeps ? [] : [element("p", {}, ["This browser keeps nothing for this page, so no decision outlives it."])];
  if (all.length === 0) return [element("p", {}, ["Nothing yet: the page asks before the first request to each host."]), ...hint];
  const head = element("tr", {}, ["Host", "Methods", "Allowed", ""].map((text) => element("th", { scope: "col" }, [text])));
  return [element("table", {}, [element("thead", {}, [head]), element("tbody", {}, all.map((decided) => row(decided, revoke)))]), ...hint];
}

function row({ rule, scope, destination }: Decided, revoke: (rule: Rule) => void): HTMLElement {
  const button = element("button", { type: "button", ariaLabel: `Revoke ${destination}` }, ["Revoke"]);
  button.addEventListener("click", () => revoke(rule));
  const methods = rule.methods === "read" ? "GET, HEAD, OPTIONS" : "all";
  const allowed = rule.effect === "deny" ? "never" : SCOPES[scope];
  return element("tr", {}, [destination, methods, allowed, button].map((cell) => element("td", {}, [cell])));
}
