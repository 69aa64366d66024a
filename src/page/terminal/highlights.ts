/** Marks the matches that are on the screen. */
import type { IDecoration, IMarker, Terminal as Xterm } from "@xterm/xterm";
import type { CutLines } from "./cut-lines.ts";
import { spanOf, type Match, type Span } from "./matches.ts";

const DARK = "#5b4a12";
const OTHERS: Readonly<Record<string, string>> = { light: "#ffe999", contrast: "#00408f" };
/** On one screen. */
const MOST_MARKED = 500;
/** Rows above the screen in which a line may begin that reaches into it. */
const REACH = 200;

export class Highlights {
  readonly #xterm: Xterm;
  readonly #cut: CutLines;
  #matches: readonly Match[] = [];
  #frame: number | null = null;
  readonly #marked: (IDecoration | IMarker)[] = [];

  constructor(xterm: Xterm, cut: CutLines) {
    this.#xterm = xterm;
    this.#cut = cut;
    xterm.onScroll(() => this.#drawSoon());
    xterm.onResize(() => this.show([]));
  }

  /** In the order of the text. */
  show(matches: readonly Match[]): void {
    this.#matches = matches;
    this.draw();
  }

  /** Once a frame: a program that prints scrolls far more often. */
  #drawSoon(): void {
    if (this.#matches.length > 0) this.#frame ??= requestAnimationFrame(() => this.draw());
  }

  /** Anew, in the colour of the page's theme. */
  draw(): void {
    this.#frame = null;
    for (const marked of this.#marked.splice(0)) marked.dispose();
    if (this.#matches.length === 0) return;
    const top = this.#xterm.buffer.active.viewportY + this.#cut.count;
    const first = this.#matches.findIndex(({ row }) => row >= top - REACH);
    if (first < 0) return;
    for (const match of this.#matches.slice(first, first + MOST_MARKED)) {
      if (match.row >= top + this.#xterm.rows) break;
      if (this.#endsAbove(match, top)) continue;
      const span = spanOf(this.#xterm, this.#cut, match);
      if (span !== null) this.#mark(span);
    }
  }

  /** Certainly: a character has two columns at most. */
  #endsAbove({ row, index, length }: Match, top: number): boolean {
    return row + Math.ceil((2 * (index + length)) / this.#xterm.cols) < top;
  }

  #mark({ x, y, cells }: Span): void {
    const { active } = this.#xterm.buffer;
    const backgroundColor = OTHERS[document.documentElement.dataset["theme"] ?? ""] ?? DARK;
    for (let at = x, row = y, left = cells; left > 0; at = 0, row += 1) {
      const width = Math.min(left, this.#xterm.cols - at);
      left -= width;
      const marker = this.#xterm.registerMarker(row - active.baseY - active.cursorY);
      const decoration = this.#xterm.registerDecoration({ marker, x: at, width, backgroundColor });
      this.#marked.push(...(decoration === undefined ? [] : [decoration]), marker);
    }
  }
}
