/**
 * Pictures between the rows of the terminal. The interpreter hands one over, is told how many rows it takes, and prints a control
 * string where it belongs and the empty rows; the picture lies over them and moves with them. Terminals' own decorations would not do:
 * they vanish as soon as their first row does.
 */
import type { IDisposable, ITerminalAddon, Terminal as Xterm } from "@xterm/xterm";
import { FailureError } from "../../protocol/errors.ts";
import { PICTURE_OSC } from "../../protocol/screen.ts";
import type { Picture, Placement } from "../../protocol/picture.ts";
import * as text from "../../text/pictures.ts";
import { element } from "../dom.ts";
import { drawPicture, type Drawing } from "./drawing.ts";

/** The oldest go first. */
const MAX_PICTURES = 40;
const MAX_BYTES = 32_000_000;
/** That wait to be drawn: honest code waits for each. */
const MAX_WAITING = 4;
/** Of the terminal's rows, those that stay free of a picture, so that the prompt is seen with it. */
const FREE_ROWS = 3;
/** For the button beside a picture (CSS pixels). */
const MARGIN = 72;

interface Shown {
  readonly drawing: Drawing;
  readonly rows: number;
  /** Where it is; null until the output says so. */
  marker: NonNullable<ReturnType<Xterm["registerMarker"]>> | null;
}

export class Pictures implements ITerminalAddon {
  readonly #shown = new Map<number, Shown>();
  readonly #layer = element("div", { className: "pictures" });
  readonly #end = new AbortController();
  #disposables: readonly IDisposable[] = [];
  #xterm: Xterm | null = null;
  #last = 0;
  #waiting = 0;

  activate(xterm: Xterm): void {
    this.#xterm = xterm;
    xterm.element?.querySelector(".xterm-screen")?.append(this.#layer);
    this.#disposables = [
      xterm.parser.registerOscHandler(PICTURE_OSC, (number) => this.#place(Number(number))),
      xterm.onRender(() => this.#layOut()),
      xterm.buffer.onBufferChange(() => this.#layOut()),
    ];
    const { signal } = this.#end;
    xterm.element?.addEventListener("keydown", (event) => this.#onTerminalKey(event), { capture: true, signal });
    this.#layer.addEventListener("keydown", (event) => event.key === "Escape" && xterm.focus(), { signal });
    // The terminal would take a press of the button for the beginning of a selection.
    this.#layer.addEventListener("mousedown", (event) => event.stopPropagation(), { signal });
  }

  dispose(): void {
    this.#end.abort();
    for (const disposable of this.#disposables) disposable.dispose();
    for (const number of [...this.#shown.keys()]) this.#remove(number);
    this.#layer.remove();
  }

  /** @throws FailureError when the browser cannot draw it, or there are too many at once */
  async add(picture: Picture): Promise<Placement> {
    if (this.#waiting >= MAX_WAITING) throw new FailureError("too-many", text.tooMany);
    this.#waiting += 1;
    this.#last += 1;
    const number = this.#last;
    const drawing = await drawPicture(picture, number).finally(() => (this.#waiting -= 1));
    const { width, height } = this.#scaled(drawing, Infinity);
    const rows = Math.max(1, Math.ceil(height / this.#cellHeight));
    drawing.resize(width, height);
    this.#shown.set(number, { drawing, rows, marker: null });
    this.#forgetOldest();
    return { picture: number, rows };
  }

  get #cellHeight(): number {
    return this.#layer.clientHeight / (this.#xterm?.rows ?? 1) || 1;
  }

  /** What fits, in CSS pixels. @param rows the most that there are for it */
  #scaled({ width, height }: Drawing, rows: number): { readonly width: number; readonly height: number } {
    const room = Math.min(rows, Math.max(1, (this.#xterm?.rows ?? 1) - FREE_ROWS)) * this.#cellHeight;
    const scale = Math.min(1, Math.max(1, this.#layer.clientWidth - MARGIN) / width, room / height);
    return { width: width * scale, height: height * scale };
  }

  /** The output has come to where it belongs. Any code can print that, so it may be no picture at all, or one that has its place. */
  #place(number: number): boolean {
    const shown = this.#shown.get(number);
    if (shown === undefined || shown.marker !== null || this.#xterm?.buffer.active.type !== "normal") return true;
    shown.marker = this.#xterm.registerMarker(0) ?? null;
    shown.marker?.onDispose(() => this.#remove(number));
    this.#layer.append(shown.drawing.figure);
    return true;
  }

  #layOut(): void {
    const buffer = this.#xterm?.buffer.active;
    if (buffer === undefined || this.#shown.size === 0) return;
    this.#layer.hidden = buffer.type !== "normal";
    const cell = this.#cellHeight;
    for (const { drawing, rows, marker } of this.#shown.values()) {
      if (marker === null) continue;
      const row = marker.line - buffer.viewportY;
      const visible = row + rows > 0 && row < (this.#xterm?.rows ?? 0);
      if (!visible) this.#leave(drawing);
      drawing.figure.hidden = !visible;
      if (!visible) continue;
      const { width, height } = this.#scaled(drawing, rows);
      drawing.resize(width, height);
      drawing.move(row * cell, rows * cell);
    }
  }

  /** F6, which goes from one part of a window to the next in many programs: to the newest picture, and Escape goes back. */
  #onTerminalKey(event: KeyboardEvent): void {
    if (event.key !== "F6" || this.#layer.contains(document.activeElement)) return;
    const newest = [...this.#shown.values()].findLast(({ marker }) => marker !== null);
    if (newest === undefined || newest.marker === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (newest.drawing.figure.hidden) this.#xterm?.scrollToLine(newest.marker.line);
    newest.drawing.figure.hidden = false; // the terminal moves with its next frame, and what is hidden takes no focus
    newest.drawing.focus();
  }

  /** It goes out of sight; keys that went to it are for the prompt again. */
  #leave({ figure }: Drawing): void {
    if (figure.contains(document.activeElement)) this.#xterm?.focus();
  }

  #forgetOldest(): void {
    let bytes = [...this.#shown.values()].reduce((sum, { drawing }) => sum + drawing.bytes, 0);
    for (const [number, { drawing }] of this.#shown) {
      if (this.#shown.size <= MAX_PICTURES && bytes <= MAX_BYTES) return;
      bytes -= drawing.bytes;
      this.#remove(number);
    }
  }

  #remove(number: number): void {
    const shown = this.#shown.get(number);
    if (shown === undefined) return;
    this.#shown.delete(number);
    this.#leave(shown.drawing);
    shown.drawing.figure.remove();
    shown.marker?.dispose();
  }
}
