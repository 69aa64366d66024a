/** Modal questions: one at a time, withdrawn when nobody wants the answer any more. */
import { element } from "../dom.ts";

export interface ModalEvents {
  onClosed(): void;
  /** Ctrl-C, which the terminal does not get while the question stands. */
  onInterrupt(): void;
}

export class Modals {
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    readonly parent: HTMLElement,
    readonly events: ModalEvents,
  ) {}

  /**
   * Shows `content` when earlier questions are answered.
   *
   * @param label the id of the element that names the dialog
   * @returns the value of the button that closed it; "" for Esc
   * @throws what `signal` was aborted with, when the question is no longer of interest
   */
  show(content: HTMLElement, label: string, signal: AbortSignal): Promise<string> {
    const answer = this.#last.then(() => this.#show(content, label, signal));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #show(content: HTMLElement, label: string, signal: AbortSignal): Promise<string> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort);
    const dialog = element("dialog", { className: "consent" }, [content]);
    dialog.setAttribute("aria-labelledby", label);
    dialog.addEventListener("close", () => resolve(dialog.returnValue));
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
}
