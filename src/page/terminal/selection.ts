/** What is copied of a selection: logical lines. */
import type { Terminal as Xterm } from "@xterm/xterm";
import { logicalLines } from "./lines.ts";

export class Selection {
  readonly #xterm: Xterm;
  /** It was made with Alt held, so it is a rectangle. */
  #rectangle = false;

  /** @param element what the terminal was opened in */
  constructor(xterm: Xterm, element: HTMLElement) {
    this.#xterm = xterm;
    element.addEventListener("mousedown", ({ altKey }) => (this.#rectangle = altKey), { capture: true });
    xterm.element?.addEventListener("copy", (event) => this.#onCopy(event), { capture: true });
  }

  get exists(): boolean {
    return this.#xterm.hasSelection();
  }

  /** Copies, and drops the selection, so that the next Ctrl-C interrupts. */
  copy(): void {
    if (!this.exists) return;
    // The way that needs no permission: it makes the browser ask the page, by an event, what to copy.
    document.execCommand("copy");
    this.#xterm.clearSelection();
  }

  #onCopy(event: ClipboardEvent): void {
    if (!this.exists || event.clipboardData === null) return;
    event.clipboardData.setData("text/plain", this.#text());
    event.preventDefault();
    event.stopPropagation();
  }

  #text(): string {
    const range = this.#xterm.getSelectionPosition();
    if (range === undefined || this.#rectangle) return this.#xterm.getSelection();
    return logicalLines(this.#xterm.buffer.active, range.start, range.end).join("\n");
  }
}
