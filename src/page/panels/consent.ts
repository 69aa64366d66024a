/** The question whether a request may leave for a host that nobody has allowed yet. */
import { reviewed, drivers } from "virtual:providers";
import type { Scope } from "../../broker/access/decisions.ts";
import type { Decision, Verdict } from "../../broker/policy.ts";
import type { RequestHead } from "../../protocol/http.ts";
import * as text from "../../text/consent.ts";
import { element } from "../dom.ts";
import type { Modals } from "./modal.ts";
import { introduce } from "./provider.ts";

export interface Question {
  readonly head: RequestHead;
  readonly destination: string;
  /** Whether it is one of those that can be allowed without the others. */
  readonly reads: boolean;
  readonly lane: "relay" | "direct";
  /** The proxy's origin; null where there is none. */
  readonly relay: string | null;
  /** What the page's presets want confirmed together with this. */
  readonly together: readonly string[];
  /** Whether the browser keeps a decision. */
  readonly keeps: boolean;
  /** What holds by now; another question may have settled it. */
  readonly judge: () => Verdict;
}

const LABEL = "consent-question";

export class ConsentDialog {
  /** @param asker who wants to send the request */
  constructor(
    readonly modals: Modals,
    readonly asker: () => string,
  ) {}

  /** @throws what `signal` was aborted with, when the question is no longer of interest */
  async ask(question: Question, signal: AbortSignal): Promise<Decision> {
    const settled: Verdict[] = [];
    const readsOnly = element("input", { type: "checkbox" });
    const build = (): HTMLElement | null => {
      const verdict = question.judge();
      if (verdict.type === "ask") return this.#build(question, readsOnly);
      settled.push(verdict);
      return null;
    };
    const answer = await this.modals.show(build, LABEL, signal);
    for (const { type } of settled) return { type: type === "allow" ? "once" : "deny" };
    return decisionOf(answer, readsOnly.checked);
  }

  #build(question: Question, readsOnly: HTMLInputElement): HTMLElement {
    const { head, destination, reads, together, keeps } = question;
    if (together.length > 0) return this.#buildTogether(question);
    const { known, text: sentence } = introduce(head, reviewed, drivers);
    const content = [
      element("p", { id: LABEL }, [text.wantsToSend(this.asker())]),
      element("p", { className: "destination" }, [destination]),
      element("p", { className: known ? "provider" : "provider unknown" }, [sentence]),
      element("p", { className: "request" }, [`${head.method} ${head.target.split("?")[0] ?? ""}`]),
      element("p", { className: "lane" }, [way(question)]),
      ...(reads ? [element("label", {}, [readsOnly, ` ${text.readsOnly}`])] : []),
      ...(keeps ? [] : [element("p", {}, [text.keepsNothing])]),
    ];
    const never = element("button", { value: "never", disabled: !keeps }, [text.never]);
    const always = element("button", { value: "always", disabled: !keeps }, [text.always]);
    return form(content, [never, button("once", text.once), button("session", text.session), always]);
  }

  #buildTogether(question: Question): HTMLElement {
    const content = [
      element("p", { id: LABEL }, [text.wantsToSendAll(this.asker())]),
      element("ul", { className: "destination" }, question.together.map((target) => element("li", {}, [target]))),
      element("p", { className: "request" }, [text.first(question.head.method, question.destination)]),
      element("p", { className: "lane" }, [way(question)]),
    ];
    return form(content, [button("preset", text.session)]);
  }
}

/** Esc and "Deny" leave the same way. */
function decisionOf(answer: string | null, readsOnly: boolean): Decision {
  const allow = (scope: Scope): Decision => ({ type: "allow", scope, methods: readsOnly ? "read" : null });
  if (answer === "once" || answer === "preset" || answer === "never") return { type: answer };
  return answer === "session" || answer === "always" ? allow(answer) : { type: "deny" };
}

function way({ lane, relay }: Question): string {
  if (lane === "relay") return text.throughProxy(String(relay));
  return relay === null ? text.straight : text.straightOrThrough(relay);
}

/**
 * The focus is on Deny, so that keys meant for the prompt allow nothing; for the same reason no letter chooses. Tab and the arrows go
 * from button to button.
 */
function form(content: readonly HTMLElement[], others: readonly HTMLElement[]): HTMLFormElement {
  const deny = element("button", { value: "deny", autofocus: true }, [text.deny]);
  const menu = element("menu", {}, [deny, ...others]);
  menu.addEventListener("keydown", (event) => moveFocus(menu, event));
  return element("form", { method: "dialog" }, [...content, menu]);
}

function button(value: string, words: string): HTMLButtonElement {
  return element("button", { value }, [words]);
}

function moveFocus(menu: HTMLElement, event: KeyboardEvent): void {
  const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
  if (by === undefined) return;
  event.preventDefault();
  const buttons = [...menu.querySelectorAll<HTMLButtonElement>("button:enabled")];
  const at = buttons.findIndex((each) => each === document.activeElement);
  buttons[(at + by + buttons.length) % buttons.length]?.focus();
}
