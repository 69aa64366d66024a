/**
 * A list of which only the rows are in the document that can be seen: ten thousand cost what thirty do. A listbox as the ARIA practices have it:
 * arrows, Home, End and the page keys move, Enter and a click open.
 */
import { element } from "../../dom.ts";

export interface VirtualListOptions<T> {
  readonly label: string;
  /** Of every row, in pixels; the style sheet has the same. */
  readonly rowHeight: number;
  keyOf(item: T): number;
  /** Fills the row. Its children get no pointer events, since they may be replaced in the middle of a click. */
  draw(row: HTMLElement, item: T): void;
  onActive(item: T): void;
  onOpen(item: T): void;
}

/** Above and below what is seen. */
const MARGIN_ROWS = 4;

export class VirtualList<T> {
  readonly #rows = element("div", { className: "all" });
  readonly #view: HTMLElement;
  #items: readonly T[] = [];
  #drawn = new Map<number, HTMLElement>();
  #active: number | null = null;
  /** Whether what comes is scrolled to, as long as the end was seen. */
  #follows = true;

  constructor(readonly options: VirtualListOptions<T>) {
    this.#view = element("div", { className: "list", role: "listbox", ariaLabel: options.label, tabIndex: 0 }, [this.#rows]);
    this.#view.addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.#view.addEventListener("keydown", (event) => this.#onKey(event));
    this.#view.addEventListener("click", (event) => this.#onClick(event));
    new ResizeObserver(() => this.draw()).observe(this.#view);
  }

  get node(): HTMLElement {
    return this.#view;
  }

  set items(items: readonly T[]) {
    this.#items = items;
    this.#rows.style.height = `${items.length * this.options.rowHeight}px`;
    if (this.#follows) this.#view.scrollTop = this.#view.scrollHeight;
    this.draw();
  }

  /** The row that arrows start from; null: none. */
  get active(): T | null {
    return this.#items[this.#indexOf(this.#active)] ?? null;
  }

  activate(key: number | null): void {
    this.#active = key;
    const index = this.#indexOf(key);
    if (index >= 0) this.#reveal(index);
    this.draw();
  }

  focus(): void {
    this.#view.focus();
  }

  /** Those that are drawn now. */
  get visible(): readonly T[] {
    const { from, to } = this.#range();
    return this.#items.slice(from, to);
  }

  draw(): void {
    const { from, to } = this.#range();
    const before = this.#drawn;
    this.#drawn = new Map();
    for (let index = from; index < to; index += 1) this.#drawAt(index, before);
    for (const [key, row] of before) if (!this.#drawn.has(key)) row.remove();
    this.#markActive();
  }

  #drawAt(index: number, before: ReadonlyMap<number, HTMLElement>): void {
    const item = this.#items[index];
    if (item === undefined) return;
    const key = this.options.keyOf(item);
    const row = before.get(key) ?? element("div", { className: "row", role: "option", id: `request-${key}` });
    row.style.transform = `translateY(${index * this.options.rowHeight}px)`;
    row.ariaSelected = String(key === this.#active);
    row.ariaPosInSet = String(index + 1);
    row.ariaSetSize = String(this.#items.length);
    this.options.draw(row, item);
    this.#drawn.set(key, row);
    if (!row.isConnected) this.#rows.append(row);
  }

  #markActive(): void {
    const shown = this.#active !== null && this.#drawn.has(this.#active);
    if (shown) this.#view.setAttribute("aria-activedescendant", `request-${this.#active}`);
    else this.#view.removeAttribute("aria-activedescendant");
  }

  #range(): { readonly from: number; readonly to: number } {
    const first = Math.floor(this.#view.scrollTop / this.options.rowHeight);
    const count = Math.ceil(this.#view.clientHeight / this.options.rowHeight);
    return { from: Math.max(0, first - MARGIN_ROWS), to: Math.min(this.#items.length, first + count + MARGIN_ROWS) };
  }

  #onScroll(): void {
    const { scrollTop, clientHeight, scrollHeight } = this.#view;
    this.#follows = scrollTop + clientHeight >= scrollHeight - this.options.rowHeight / 2;
    this.draw();
  }

  #onClick(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest(".row") : null;
    const found = [...this.#drawn].find(([, other]) => other === row);
    if (found === undefined) return;
    this.#active = found[0];
    this.draw();
    if (this.active !== null) this.options.onOpen(this.active);
  }

  #onKey(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Enter" && this.active !== null) this.options.onOpen(this.active);
    else if (!this.#move(event.key)) return;
    event.preventDefault();
  }

  /** @returns false for another key */
  #move(key: string): boolean {
    const last = this.#items.length - 1;
    const page = Math.max(1, Math.floor(this.#view.clientHeight / this.options.rowHeight) - 1);
    const at = this.#indexOf(this.#active);
    const steps: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at < 0 ? last : at - 1, Home: 0, End: last, PageDown: at + page, PageUp: at - page };
    const to = steps[key];
    if (to === undefined) return false;
    const item = this.#items[Math.min(last, Math.max(0, to))];
    if (item === undefined) return true;
    this.activate(this.options.keyOf(item));
    this.options.onActive(item);
    return true;
  }

  #reveal(index: number): void {
    const { rowHeight } = this.options;
    const top = index * rowHeight;
    const { scrollTop, clientHeight } = this.#view;
    if (top < scrollTop) this.#view.scrollTop = top;
    else if (top + rowHeight > scrollTop + clientHeight) this.#view.scrollTop = top + rowHeight - clientHeight;
  }

  /** Keys rise along the list. */
  #indexOf(key: number | null): number {
    if (key === null) return -1;
    let [low, high] = [0, this.#items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const item = this.#items[middle];
      if (item !== undefined && this.options.keyOf(item) < key) low = middle + 1;
      else high = middle;
    }
    const item = this.#items[low];
    return item !== undefined && this.options.keyOf(item) === key ? low : -1;
  }
}
