/** Counts what the scrollback has lost at its upper end. */
import type { IMarker, Terminal as Xterm } from "@xterm/xterm";

/** Rows after which the marker is set anew; far fewer than would have it cut. */
const STEP = 1000;
const ERASE_SCROLLBACK = 3;

export class CutLines {
  readonly #xterm: Xterm;
  /** It sits on a row above the screen, where no program reaches, and moves up with it when others are cut. */
  #marker: IMarker | null = null;
  /** How many rows are above the marker's or were cut. */
  #above = 0;
  #count = 0;

  constructor(xterm: Xterm) {
    this.#xterm = xterm;
    xterm.onWriteParsed(() => this.#follow());
    xterm.onResize(() => this.#mark()); // rows that are wrapped anew are no loss
    xterm.parser.registerCsiHandler({ final: "J" }, ([what]) => what === ERASE_SCROLLBACK && this.#startOver());
    xterm.parser.registerEscHandler({ final: "c" }, () => this.#startOver());
  }

  /** Rows, as wide as the terminal; at least, after so many at once that the marker itself was cut. */
  get count(): number {
    return this.#count;
  }

  #follow(): void {
    const { active } = this.#xterm.buffer;
    if (active.type === "alternate") return;
    const marker = this.#marker;
    if (marker !== null) this.#count = marker.isDisposed ? this.#above + 1 : this.#above - marker.line;
    if (marker === null || marker.isDisposed || marker.line < active.baseY - STEP) this.#mark();
  }

  #mark(): void {
    const { active } = this.#xterm.buffer;
    this.#marker?.dispose();
    this.#marker = active.type === "normal" && active.baseY > 0 ? this.#xterm.registerMarker(-1 - active.cursorY) : null;
    this.#above = this.#count + (this.#marker?.line ?? 0);
  }

  /** What a program erases is not cut. It does so when the handlers have been called. */
  #startOver(): false {
    queueMicrotask(() => {
      this.#count = 0;
      this.#mark();
    });
    return false;
  }
}
