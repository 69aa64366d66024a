/** Searches the scrollback, from its end upwards. */
import { SearchAddon, type ISearchOptions, type ISearchResultChangeEvent } from "@xterm/addon-search";
import type { Terminal as Xterm } from "@xterm/xterm";
import { element } from "../dom.ts";

/** Matches that are marked and counted; with more, each one that is printed would cost too much. */
const MOST_MATCHES = 1000;

type Colours = NonNullable<ISearchOptions["decorations"]>;

const COLOURS: Readonly<Record<"dark" | "light", Colours>> = {
  dark: {
    matchBackground: "#5b4a12",
    matchOverviewRuler: "#5b4a12",
    activeMatchBackground: "#9a5b00",
    activeMatchBorder: "#ffd479",
    activeMatchColorOverviewRuler: "#ffd479",
  },
  light: {
    matchBackground: "#fff0b3",
    matchOverviewRuler: "#fff0b3",
    activeMatchBackground: "#ffcf66",
    activeMatchBorder: "#7a5200",
    activeMatchColorOverviewRuler: "#7a5200",
  },
};

export class SearchBar {
  readonly #addon = new SearchAddon({ highlightLimit: MOST_MATCHES });
  readonly #xterm: Xterm;
  readonly #onClosed: () => void;
  readonly #input = element("input", { type: "search", placeholder: "Search the output", autocomplete: "off", spellcheck: false, enterKeyHint: "search" });
  readonly #count = element("output", { className: "count" });
  readonly #case = toggle("Aa", "Match case");
  readonly #pattern = toggle(".*", "Regular expression");
  readonly #bar: HTMLFormElement;

  /** @param onClosed the focus is nowhere then */
  constructor(xterm: Xterm, parent: HTMLElement, onClosed: () => void) {
    this.#xterm = xterm;
    this.#onClosed = onClosed;
    xterm.loadAddon(this.#addon);
    this.#addon.onDidChangeResults((results) => this.#show(results));
    this.#bar = this.#build();
    parent.prepend(this.#bar);
  }

  /** With what was searched for last, or what is selected. */
  open(): void {
    const selected = this.#xterm.getSelection();
    if (this.#bar.hidden && selected !== "" && !selected.includes("\n")) this.#input.value = selected;
    this.#bar.hidden = false;
    this.#input.focus();
    this.#input.select();
  }

  close(): void {
    this.#bar.hidden = true;
    this.#addon.clearDecorations();
    this.#count.value = "";
    this.#xterm.clearSelection(); // or the next Ctrl-C would copy the match
    this.#onClosed();
  }

  #build(): HTMLFormElement {
    const previous = button("↑", "Previous match, further up (Enter)", () => this.#search("up"));
    const next = button("↓", "Next match (Shift-Enter)", () => this.#search("down"));
    const close = button("✕", "Close (Escape)", () => this.close());
    const bar = element("form", { className: "search-bar", hidden: true }, [this.#input, this.#count, this.#case, this.#pattern, previous, next, close]);
    bar.setAttribute("role", "search");
    this.#input.setAttribute("aria-label", "Search the output");
    for (const each of [this.#case, this.#pattern]) each.addEventListener("click", () => this.#toggle(each));
    this.#input.addEventListener("input", () => this.#search("here"));
    bar.addEventListener("submit", (event) => event.preventDefault());
    bar.addEventListener("keydown", (event) => this.#onKey(event));
    return bar;
  }

  #onKey(event: KeyboardEvent): void {
    const inInput = event.target === this.#input;
    const again = event.key.toLowerCase() === "f" && (event.ctrlKey ? event.shiftKey : event.metaKey);
    if (event.isComposing) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && inInput) this.#search(event.shiftKey ? "down" : "up");
    else if (again) this.#input.select();
    else return;
    event.preventDefault();
  }

  #toggle(each: HTMLButtonElement): void {
    each.ariaPressed = String(each.ariaPressed !== "true");
    this.#addon.clearDecorations(); // it does not notice other options for the same term
    this.#search("here");
  }

  /** `here`: the last match, or the selected one if it still is one. */
  #search(where: "here" | "up" | "down"): void {
    const term = this.#input.value;
    if (term === "" || !this.#isPattern(term)) {
      this.#addon.clearDecorations();
      this.#xterm.clearSelection();
      this.#count.value = term === "" ? "" : "Not a pattern yet";
      return;
    }
    const options = this.#options;
    if (where === "down") this.#addon.findNext(term, options);
    else this.#addon.findPrevious(term, { ...options, incremental: where === "here" });
  }

  get #options(): ISearchOptions {
    const decorations = document.documentElement.dataset["theme"] === "light" ? COLOURS.light : COLOURS.dark;
    return { caseSensitive: this.#case.ariaPressed === "true", regex: this.#pattern.ariaPressed === "true", decorations };
  }

  #isPattern(term: string): boolean {
    if (this.#pattern.ariaPressed !== "true") return true;
    try {
      return new RegExp(term) instanceof RegExp;
    } catch {
      return false;
    }
  }

  #show({ resultIndex, resultCount }: ISearchResultChangeEvent): void {
    if (this.#input.value === "") this.#count.value = "";
    else if (resultCount === 0) this.#count.value = "No matches";
    else this.#count.value = `${resultIndex < 0 ? "" : `${resultIndex + 1} of `}${resultCount}${resultCount < MOST_MATCHES ? "" : "+"}`;
  }
}

function toggle(text: string, title: string): HTMLButtonElement {
  return element("button", { type: "button", title, ariaLabel: title, ariaPressed: "false" }, [text]);
}

function button(text: string, title: string, onClick: () => void): HTMLButtonElement {
  const made = element("button", { type: "button", title, ariaLabel: title }, [text]);
  made.addEventListener("click", onClick);
  return made;
}
