/** The question about a request, whose code, and the index of known hosts, come with the first of them. */
import type { Decision } from "../../broker/policy.ts";
import type { ConsentDialog, Question } from "./consent.ts";
import type { Modals } from "./modal.ts";

export class LazyConsent {
  #loading: Promise<ConsentDialog> | null = null;

  /** @param asker who wants to send the request */
  constructor(
    readonly modals: Modals,
    readonly asker: () => string,
  ) {}

  /** @throws what `signal` was aborted with, when the question is no longer of interest */
  async ask(question: Question, signal: AbortSignal): Promise<Decision> {
    this.#loading ??= this.#load();
    this.#loading.catch(() => (this.#loading = null)); // the network may be back when it is wanted again
    return (await this.#loading).ask(question, signal);
  }

  async #load(): Promise<ConsentDialog> {
    const { ConsentDialog } = await import("./consent.ts");
    return new ConsentDialog(this.modals, this.asker);
  }
}
