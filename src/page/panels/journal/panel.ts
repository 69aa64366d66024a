/** The journal beside the terminal: a list of all requests, and one of them in full. It is drawn at most once a frame, and only while it is seen. */
import "./journal.css";
import type { Entry } from "../../../broker/journal/entry.ts";
import { harOf } from "../../../broker/journal/har.ts";
import type { Journal } from "../../../broker/journal/journal.ts";
import * as text from "../../../text/journal/list.ts";
import { download, fileName } from "../../download.ts";
import { element } from "../../dom.ts";
import { Details } from "./details.ts";
import { matching, statusOf } from "./filter.ts";
import { drawRow } from "./row.ts";
import { Toolbar } from "./toolbar.ts";
import { VirtualList } from "./virtual-list.ts";

/** As in the style sheet. */
const ROW_HEIGHT = 44;
/** While something is under way, its bar grows (milliseconds). */
const TICK = 250;

export interface PanelEvents {
  /** The keyboard goes back to the terminal. */
  onDone(): void;
  onClose(): void;
}

export class JournalPanel {
  readonly #toolbar: Toolbar;
  readonly #list: VirtualList<Entry>;
  readonly #details: Details;
  readonly #empty = element("p", { className: "empty" }, [text.empty]);
  #shown = false;
  #frame = 0;
  #tick: ReturnType<typeof setTimeout> | undefined;

  /** @param parent an element for it alone */
  constructor(
    readonly parent: HTMLElement,
    readonly journal: Journal,
    readonly events: PanelEvents,
  ) {
    this.#toolbar = new Toolbar({
      onFilter: () => this.#draw(),
      onExport: () => this.#export(),
      onClear: () => this.#clear(),
      onClose: () => events.onClose(),
    });
    this.#details = new Details({ onGo: (id) => this.#go(id), onClose: () => this.#closeDetails() });
    this.#list = new VirtualList<Entry>({
      label: text.requests,
      rowHeight: ROW_HEIGHT,
      keyOf: ({ id }) => id,
      draw: (row, entry) => drawRow(row, entry, performance.now()),
      onActive: (entry) => this.#details.entry !== null && this.#details.show(entry),
      onOpen: (entry) => this.#open(entry),
    });
    parent.append(this.#toolbar.node, this.#list.node, this.#empty, this.#details.node);
    parent.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** Its key is told to it from outside. */
  get closeButton(): HTMLButtonElement {
    return this.#toolbar.closeButton;
  }

  set shown(shown: boolean) {
    this.#shown = shown;
    this.parent.hidden = !shown;
    this.journal.onChange = shown ? () => this.#onChange() : null;
    clearTimeout(this.#tick);
    if (shown) this.#draw();
    else this.#details.hideSecrets();
  }

  focus(): void {
    if (this.journal.entries.length === 0) return this.#toolbar.focus();
    if (this.#list.active === null) this.#list.activate(this.journal.entries.at(-1)?.id ?? null);
    this.#list.focus();
  }

  #onChange(): void {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#tick);
    this.#frame = 0;
    if (!this.#shown) return;
    const { entries } = this.journal;
    const shown = matching(entries, this.#toolbar.filter);
    this.#toolbar.update(shown.length, entries.length, new Set(entries.map(({ request }) => request.host)));
    this.#empty.hidden = entries.length > 0;
    this.#list.node.hidden = entries.length === 0;
    // A copy, where the journal would go on to change it.
    this.#list.items = shown === entries ? [...shown] : shown;
    this.#details.refresh();
    if (this.#list.visible.some((entry) => statusOf(entry) === "open")) this.#tick = setTimeout(() => this.#onChange(), TICK);
  }

  #open(entry: Entry): void {
    this.#details.show(entry);
    this.parent.classList.add("detailed");
    this.#list.activate(entry.id);
    this.#details.focus();
  }

  #closeDetails(): void {
    this.#details.show(null);
    this.parent.classList.remove("detailed");
    this.#list.focus();
  }

  /** Shows another request, which the filter may hide. */
  #go(id: number): void {
    const entry = this.journal.entries.find((other) => other.id === id);
    if (entry === undefined) return;
    if (!matching([entry], this.#toolbar.filter).includes(entry)) this.#toolbar.reset();
    this.#draw();
    this.#open(entry);
  }

  #clear(): void {
    this.#details.show(null);
    this.parent.classList.remove("detailed");
    this.#list.activate(null);
    this.#toolbar.reset();
    this.journal.clear();
    this.#toolbar.focus();
  }

  async #export(): Promise<void> {
    const har = await harOf(matching(this.journal.entries, this.#toolbar.filter));
    download(new Blob([JSON.stringify(har, null, 1)], { type: "application/json" }), fileName("har"));
  }

  #onKey(event: KeyboardEvent): void {
    if (event.key === "/" && event.target === this.#list.node) this.#toolbar.focus();
    else if (event.key !== "Escape") return;
    else if (this.#details.entry !== null) this.#closeDetails();
    else this.events.onDone();
    event.preventDefault();
  }
}
