/** The bar above the terminal: what the interpreter does, and the buttons that work at any time. */
import { byId } from "../dom.ts";

export type Status = "starting" | "ready" | "running" | "stopped";

const TEXT: Readonly<Record<Status, string>> = {
  starting: "Starting",
  ready: "Ready",
  running: "Running (Ctrl-C interrupts)",
  stopped: "Stopped",
};

export class StatusBar {
  readonly #text = byId("status", HTMLOutputElement);
  readonly #restart = byId("restart", HTMLButtonElement);

  constructor(onRestart: () => void) {
    this.#restart.addEventListener("click", onRestart);
  }

  set(status: Status): void {
    this.#text.value = TEXT[status];
    this.#text.dataset["status"] = status;
  }

  /** Python does not react to Ctrl-C; ending it is one key away. */
  offerRestart(): void {
    this.#text.value = "Python does not react. Press Enter to end and restart it, or Tab to go on waiting.";
    this.#restart.focus();
  }
}
