/** The bar above the terminal: what the interpreter does, and the buttons that work at any time. */
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

const TEXT: Readonly<Record<Status, string>> = {
  starting: "Starting",
  ready: "Ready",
  running: "Running (Ctrl-C interrupts)",
  stopped: "Stopped",
};

export class StatusBar implements StatusView {
  readonly #text = byId("status", HTMLOutputElement);
  readonly #restart = byId("restart", HTMLButtonElement);
  #offered = false;

  constructor(readonly events: StatusEvents) {
    this.#restart.addEventListener("click", () => events.onRestart());
    this.#restart.addEventListener("keydown", (event) => this.#onKey(event));
  }

  set(status: Status): void {
    this.#text.value = TEXT[status];
    this.#text.dataset["status"] = status;
    // What did not react has ended after all: an Enter that is meant for the prompt must not restart it.
    if (this.#offered && document.activeElement === this.#restart) this.events.onDone();
    this.#offered = false;
    delete this.#text.dataset["asks"];
  }

  /** Ending Python is one key away. */
  offerRestart(): void {
    this.#offered = true;
    this.#text.dataset["asks"] = "";
    this.#text.value = "Python does not react to Ctrl-C. Enter ends and restarts it, Esc goes on waiting.";
    this.#restart.focus();
  }

  #onKey(event: KeyboardEvent): void {
    if (!this.#offered || event.key !== "Escape") return;
    this.set("running");
  }
}
