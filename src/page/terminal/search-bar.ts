/** Searches the scrollback, from its end upwards. */
import type { Terminal as Xterm } from "@xterm/xterm";
import * as text from "../../text/search-bar.ts";
import { element } from "../dom.ts";
import type { CutLines } from "./cut-lines.ts";
import { Highlights } from "./highlights.ts";
import { findMatches, MOST_MATCHES, spanOf, type Match } from "./matches.ts";

/** After output, before it is searched too (milliseconds). */
const QUIET = 200;

export class SearchBar {
  readonly #xterm: Xterm;
  readonly #cut: CutLines;
  readonly #highlights: Highlights;
  readonly #onClosed: () => void;
  readonly #input = element("input", { type: "search", placeholder: text.search, autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
  readonly #count = element("output", { className: "count" });
  readonly #case = toggle(text.matchCaseSign, text.matchCase);
  readonly #expression = toggle(".*", text.expression);
  readonly #bar: HTMLFormElement;
  #matches: readonly Match[] = [];
  #current: Match | null = null;
  /** Of the search that is in progress. */
  #abort = new AbortController();
  #quiet = 0;

  /** @param onClosed the focus is nowhere then */
  constructor(xterm: Xterm, cut: CutLines, parent: HTMLElement, onClosed: () => void) {
    this.#xterm = xterm;
    this.#onClosed = onClosed;
    this.#cut = cut;
    this.#highlights = new Highlights(xterm, cut);
    xterm.onWriteParsed(() => this.#onOutput());
    xterm.onResize(() => this.#onOutput());
    this.#bar = this.#build();
    parent.prepend(this.#bar);
  }

  /** With what was searched for last, or what is selected. Open already, it gets the focus. */
  open(): void {
    const selected = this.#xterm.getSelection();
    if (this.#bar.hidden && selected !== "" && !selected.includes("\n")) this.#input.value = selected;
    this.#bar.hidden = false;
    this.#input.focus();
    this.#input.select();
  }

  close(): void {
    this.#bar.hidden = true;
    clearTimeout(this.#quiet);
    this.#abort.abort();
    this.#forget("");
    this.#xterm.clearSelection(); // or the next Ctrl-C would copy the match
    this.#onClosed();
  }

  /** Marks are as the page's theme has them. */
  restyle(): void {
    this.#highlights.draw();
  }

  #build(): HTMLFormElement {
    const previous = button("↑", text.previous, () => this.#step(-1));
    const next = button("↓", text.next, () => this.#step(1));
    const close = button("✕", text.close, () => this.close());
    const bar = element("form", { className: "search-bar", hidden: true }, [this.#input, this.#count, this.#case, this.#expression, previous, next, close]);
    bar.setAttribute("role", "search");
    this.#input.setAttribute("aria-label", text.search);
    for (const each of [this.#case, this.#expression]) each.addEventListener("click", () => this.#toggle(each));
    this.#input.addEventListener("input", () => this.#search());
    bar.addEventListener("submit", (event) => event.preventDefault());
    bar.addEventListener("keydown", (event) => this.#onKey(event));
    return bar;
  }

  #onKey(event: KeyboardEvent): void {
    const inInput = event.target === this.#input;
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && inInput) this.#step(event.shiftKey ? 1 : -1);
    else return;
    event.preventDefault();
  }

  #toggle(each: HTMLButtonElement): void {
    each.ariaPressed = String(each.ariaPressed !== "true");
    this.#search();
  }

  /** Goes to the match that is nearest to the current one, upwards. */
  #search(): void {
    void this.#find((matches) => this.#go(this.#nearest(matches)));
  }

  #step(by: 1 | -1): void {
    const before = this.#current;
    if (before === null) return this.#search();
    const { length } = this.#matches;
    const at = this.#matches.indexOf(before);
    this.#go(at < 0 ? this.#nearest(this.#matches) : (at + by + length) % length);
  }

  /** What is printed while the bar is open is found too, but moves nothing. */
  #onOutput(): void {
    clearTimeout(this.#quiet);
    if (this.#bar.hidden || this.#count.value === "") return;
    this.#quiet = window.setTimeout(() => void this.#find(() => this.#tell()), QUIET);
  }

  async #find(then: (matches: readonly Match[]) => void): Promise<void> {
    this.#abort.abort();
    this.#abort = new AbortController();
    const { signal } = this.#abort;
    const pattern = this.#pattern;
    if (pattern === null) {
      this.#xterm.clearSelection();
      return this.#forget(this.#input.value === "" ? "" : text.noPattern);
    }
    try {
      this.#matches = await findMatches(this.#xterm, this.#cut, pattern, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    this.#current = this.#matches.find((match) => this.#isCurrent(match)) ?? this.#current;
    this.#highlights.show(this.#matches);
    then(this.#matches);
  }

  #isCurrent({ row, index }: Match): boolean {
    return row === this.#current?.row && index === this.#current.index;
  }

  /** The current one, or the one before it; a line's last. */
  #nearest(matches: readonly Match[]): number {
    const current = this.#current;
    const same = matches.findIndex((match) => this.#isCurrent(match));
    const before = current === null ? -1 : matches.findLastIndex(({ row }) => row <= current.row);
    return [same, before].find((at) => at >= 0) ?? matches.length - 1;
  }

  /** Without a match the last one is still where the next search begins. */
  #go(at: number): void {
    const match = this.#matches[at] ?? null;
    this.#current = match ?? this.#current;
    this.#tell();
    const span = match && spanOf(this.#xterm, this.#cut, match);
    if (span === null) return this.#xterm.clearSelection();
    this.#xterm.select(span.x, span.y, span.cells);
    const { viewportY } = this.#xterm.buffer.active;
    const isVisible = span.y >= viewportY && span.y < viewportY + this.#xterm.rows;
    if (!isVisible) this.#xterm.scrollToLine(Math.max(0, span.y - Math.floor(this.#xterm.rows / 2)));
  }

  #tell(): void {
    const { length } = this.#matches;
    const at = this.#matches.findIndex((match) => this.#isCurrent(match));
    const all = length < MOST_MATCHES ? String(length) : `${length}+`;
    this.#count.value = length === 0 ? text.noMatches : at < 0 ? all : text.match(at + 1, all);
  }

  #forget(why: string): void {
    this.#matches = [];
    this.#current = null;
    this.#highlights.show([]);
    this.#count.value = why;
  }

  /** Null when it is empty or no regular expression. */
  get #pattern(): RegExp | null {
    const { value } = this.#input;
    if (value === "") return null;
    const source = this.#expression.ariaPressed === "true" ? value : value.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    try {
      return new RegExp(source, this.#case.ariaPressed === "true" ? "g" : "gi");
    } catch {
      return null;
    }
  }
}

function toggle(sign: string, title: string): HTMLButtonElement {
  return element("button", { type: "button", title, ariaLabel: title, ariaPressed: "false" }, [sign]);
}

function button(sign: string, title: string, onClick: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", title, ariaLabel: title }, [sign]);
  made.addEventListener("click", onClick);
  return made;
}
