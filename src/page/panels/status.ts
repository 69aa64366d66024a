/** The bar above the terminal: what the interpreter does, and the buttons that work at any time. */
import * as text from "../../text/status.ts";
import { byId } from "../dom.ts";

export type Status = "starting" | "ready" | "running" | "stopped";

/** Where one session's state is shown. */
export interface StatusView {
  set(status: Status): void;
  /** Python does not react to Ctrl-C. */
  offerRestart(): void;
}

export interface StatusEvents {
  onRestart(): void;
  /** The bar needs the keyboard no longer. */
  onDone(): void;
}

export class StatusBar implements StatusView {
  readonly #state = byId("status", HTMLOutputElement);
  readonly #restart = byId("restart", HTMLButtonElement);
  #offered = false;

  constructor(readonly events: StatusEvents) {
    this.#restart.addEventListener("click", () => events.onRestart());
    this.#restart.addEventListener("keydown", (event) => this.#onKey(event));
  }

  set(status: Status): void {
    this.#state.value = text.states[status];
    this.#state.dataset["status"] = status;
    // What did not react has ended after all: an Enter that is meant for the prompt must not restart it.
    if (this.#offered && document.activeElement === this.#restart) this.events.onDone();
    this.#offered = false;
    delete this.#state.dataset["asks"];
  }

  /** Ending Python is one key away. */
  offerRestart(): void {
    this.#offered = true;
    this.#state.dataset["asks"] = "";
    this.#state.value = text.doesNotReact;
    this.#restart.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#offered || event.key !== "Escape") return;
    this.set("running");
  }
}
