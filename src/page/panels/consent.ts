/** The question whether a request may leave for a host that nobody has allowed yet. */
import type { Decision, Verdict } from "../../broker/policy.ts";
import { destinationOf } from "../../broker/policy.ts";
import type { RequestHead } from "../../protocol/http.ts";
import { element } from "../dom.ts";
import type { Modals } from "./modal.ts";

export interface Question {
  readonly head: RequestHead;
  /** The proxy's origin. */
  readonly relay: string;
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
    let verdict: Verdict = "ask";
    const build = (): HTMLElement | null => {
      verdict = question.judge();
      return verdict === "ask" ? this.#build(question) : null;
    };
    const answer = await this.modals.show(build, LABEL, signal);
    if (verdict !== "ask") return verdict;
    // Esc and "Deny" leave the same way; only the other button says "allow".
    return answer === "allow" ? "allow" : "deny";
  }

  #build({ head, relay }: Question): HTMLElement {
    const question = element("p", { id: LABEL }, [`${this.asker()} wants to send a request to`]);
    const destination = element("p", { className: "destination" }, [destinationOf(head)]);
    const request = element("p", { className: "request" }, [`${head.method} ${head.target.split("?")[0] ?? ""}`]);
    const warning = element("p", {}, [`It goes through the proxy at ${relay}, which can read it, credentials included.`]);
    const deny = element("button", { value: "deny", autofocus: true }, ["Deny"]);
    const allow = element("button", { value: "allow" }, ["Allow while this page is open"]);
    return element("form", { method: "dialog" }, [question, destination, request, warning, element("menu", {}, [deny, allow])]);
  }
}
