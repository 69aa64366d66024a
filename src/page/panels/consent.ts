/** The question whether a request may leave for a host that nobody has allowed yet. */
import type { Decision, Verdict } from "../../broker/policy.ts";
import { destinationOf } from "../../broker/policy.ts";
import type { RequestHead } from "../../protocol/http.ts";
import { element } from "../dom.ts";

export interface Question {
  readonly head: RequestHead;
  /** The proxy's origin. */
  readonly relay: string;
  /** What holds by now; another question may have settled it. */
  readonly judge: () => Verdict;
}

export interface ConsentEvents {
  /** Resolves when the question may be shown. @throws what `signal` was aborted with */
  onTurn(signal: AbortSignal): Promise<void>;
  /** Who wants to send the request. */
  asker(): string;
  onClosed(): void;
  /** Ctrl-C, which the terminal does not get while the question stands. */
  onInterrupt(): void;
}

/** One question at a time; the others wait for it. */
export class ConsentDialog {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly parent: HTMLElement,
    readonly events: ConsentEvents,
  ) {}

  /** @throws what `signal` was aborted with, when the question is no longer of interest */
  ask(question: Question, signal: AbortSignal): Promise<Decision> {
    const answer = this.#last.then(() => this.#answer(question, signal));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #answer(question: Question, signal: AbortSignal): Promise<Decision> {
    await this.events.onTurn(signal);
    const verdict = question.judge();
    return verdict === "ask" ? this.#show(this.#build(question), signal) : verdict;
  }

  async #show(dialog: HTMLDialogElement, signal: AbortSignal): Promise<Decision> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<Decision>();
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort);
    // Esc and "Deny" leave the same way; only the other button says "allow".
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "allow" ? "allow" : "deny"));
    dialog.addEventListener("keydown", (event) => this.#onKey(event));
    this.parent.append(dialog);
    dialog.showModal();
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", abort);
      dialog.remove();
      this.events.onClosed();
    }
  }

  #onKey(event: KeyboardEvent): void {
    const copies = getSelection()?.isCollapsed === false;
    if (event.ctrlKey && event.key.toLowerCase() === "c" && !copies) this.events.onInterrupt();
  }

  #build({ head, relay }: Question): HTMLDialogElement {
    const question = element("p", { id: "consent-question" }, [`${this.events.asker()} wants to send a request to`]);
    const destination = element("p", { className: "destination" }, [destinationOf(head)]);
    const request = element("p", { className: "request" }, [`${head.method} ${head.target.split("?")[0] ?? ""}`]);
    const warning = element("p", {}, [`It goes through the proxy at ${relay}, which can read it, credentials included.`]);
    const deny = element("button", { value: "deny", autofocus: true }, ["Deny"]);
    const allow = element("button", { value: "allow" }, ["Allow while this page is open"]);
    const form = element("form", { method: "dialog" }, [question, destination, request, warning, element("menu", {}, [deny, allow])]);
    const dialog = element("dialog", { className: "consent" }, [form]);
    dialog.setAttribute("aria-labelledby", question.id);
    return dialog;
  }
}
