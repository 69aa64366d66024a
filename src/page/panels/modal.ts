/** A session's modal questions: one at a time, withdrawn when nobody wants the answer any more. */
import { element } from "../dom.ts";

export interface ModalEvents {
  /** Resolves when a question may be shown. @throws what `signal` was aborted with */
  onTurn(signal: AbortSignal): Promise<void>;
  /** Gives the keyboard to whom a question leaves it. */
  focus(): void;
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
   * Shows what `build` makes, when earlier questions are answered.
   *
   * @param build makes the dialog's form, or null when there is nothing to ask any more
   * @param label the id of the element that names the dialog
   * @returns the value of the button that closed it, "" for Esc; null when nothing was asked
   * @throws what `signal` was aborted with, when the question is no longer of interest
   */
  show(build: () => HTMLElement | null, label: string, signal: AbortSignal): Promise<string | null> {
    const answer = this.#last.then(() => this.#answer(build, label, signal));
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async #answer(build: () => HTMLElement | null, label: string, signal: AbortSignal): Promise<string | null> {
    await this.events.onTurn(signal);
    const content = build();
    return content === null ? null : this.#show(content, label, signal);
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
    this.events.focus(); // who has it now has it again as soon as the dialog is closed, before "close" is said (HTML, "close the dialog")
    dialog.showModal();
    try {
      return await promise;
    } finally {
      signal.removeEventListener("abort", abort);
      dialog.remove();
      this.events.focus(); // where it was withdrawn, or a frame got the keyboard only with it
    }
  }

  #onKey(event: KeyboardEvent): void {
    const copies = getSelection()?.isCollapsed === false;
    if (event.ctrlKey && event.key.toLowerCase() === "c" && !copies) this.events.onInterrupt();
  }
}
