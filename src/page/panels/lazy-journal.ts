/** The button and the key for the journal, whose code comes when it is wanted. */
import type { Journal } from "../../broker/journal/journal.ts";
import { byId } from "../dom.ts";
import { lazy } from "../lazy.ts";
import { part } from "../parts.ts";
import type { Shortcuts } from "../shortcuts/shortcuts.ts";

export class LazyJournal {
  readonly #button = byId("requests-button", HTMLButtonElement);
  readonly #parent = byId("requests", HTMLElement);
  readonly #panel = lazy(async () => {
    const { JournalPanel } = await import("./journal/panel.ts");
    const panel = new JournalPanel(this.#parent, this.journal, { onDone: this.onDone, onClose: () => void this.#close() });
    this.shortcuts.hint(panel.closeButton, "requests");
    return panel;
  });

  /** @param onDone the keyboard goes back to the terminal */
  constructor(
    readonly journal: Journal,
    readonly shortcuts: Shortcuts,
    readonly onDone: () => void,
  ) {
    this.#button.addEventListener("click", () => void (this.#parent.hidden ? this.#open() : this.#close()));
  }

  /** Opens it, or goes to it where it is open, or closes it from within. */
  async go(): Promise<void> {
    if (this.#parent.contains(document.activeElement)) return this.#close();
    await this.#open();
  }

  async #open(): Promise<void> {
    const panel = await part("requests", this.#panel);
    if (panel === null) return;
    panel.shown = true;
    panel.focus();
    this.#button.ariaExpanded = "true";
  }

  async #close(): Promise<void> {
    (await this.#panel()).shown = false;
    this.#button.ariaExpanded = "false";
    this.onDone();
  }
}
