/** What Python may reach: the decisions that hold, each to be revoked, and what the page's presets say. */
import type { Decided } from "../../broker/access/decisions.ts";
import type { Rule } from "../../broker/access/rule.ts";
import type { Policy } from "../../broker/policy.ts";
import * as text from "../../text/access.ts";
import { element } from "../dom.ts";
import { ask } from "./ask.ts";

const LABEL = "access-title";

/** Resolves when it is closed. Esc closes it. */
export async function showAccess(policy: Policy): Promise<void> {
  if (document.querySelector("dialog.access") !== null) return;
  const list = element("div");
  const close = element("button", { value: "close", autofocus: true }, [text.close]);
  const clear = element("button", { type: "button" }, [text.revokeAll]);
  const title = element("h2", { id: LABEL }, [text.title]);
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
  const hint = keeps ? [] : [element("p", {}, [text.keepsNothing])];
  if (all.length === 0) return [element("p", {}, [text.none]), ...hint];
  const head = element("tr", {}, [text.host, text.methods, text.allowed, ""].map((column) => element("th", { scope: "col" }, [column])));
  return [element("table", {}, [element("thead", {}, [head]), element("tbody", {}, all.map((decided) => row(decided, revoke)))]), ...hint];
}

function row({ rule, scope, destination }: Decided, revoke: (rule: Rule) => void): HTMLElement {
  const button = element("button", { type: "button", ariaLabel: text.revokeOf(destination) }, [text.revoke]);
  button.addEventListener("click", () => revoke(rule));
  const methods = rule.methods === "read" ? text.readMethods : text.allMethods;
  const allowed = rule.effect === "deny" ? text.never : text.scopes[scope];
  return element("tr", {}, [destination, methods, allowed, button].map((cell) => element("td", {}, [cell])));
}
