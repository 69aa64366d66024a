/**
 * Shows what is typed before the interpreter does. With each drawing its line editor says where the next key goes, and how many columns
 * are free there for keys that will stand as they are (`protocol/screen.ts`). Until it has drawn them itself, they are on the screen from
 * here. Whatever else is written takes their place, so a guess that was wrong is gone with the editor's answer, which each key has.
 */
import type { Terminal as Xterm } from "@xterm/xterm";
import { parseEchoMark, type EchoMark } from "../../protocol/screen.ts";

/** The keys that every terminal draws alike, and every editor puts into the text. */
const PLAIN = /^[ -~]*/;

export class Echo {
  readonly #xterm: Xterm;
  readonly #unread: (position: number, limit: number) => string;
  /** Where the cursor is when all that was written is parsed; null where that is no place to type. */
  #mark: EchoMark | null = null;
  #shown = "";
  #columns: number;
  #isInPlace = false;

  /** @param unread what was typed from a position on, where a line editor reads it; at most so many characters */
  constructor(xterm: Xterm, unread: (position: number, limit: number) => string) {
    this.#xterm = xterm;
    this.#unread = unread;
    this.#columns = xterm.cols;
    xterm.onResize(({ cols }) => this.#resize(cols));
  }

  /**
   * Writes `data` in the place of what is shown, and behind it what it does not have yet. All that the terminal shows comes this way, in
   * one piece: between two writes the screen may be drawn.
   */
  write(data: string | Uint8Array, parsed?: () => void): void {
    const before = this.#shown === "" ? "" : `\x1b[${this.#shown.length}D\x1b[K`;
    this.#forget();
    this.#mark = typeof data === "string" ? null : parseEchoMark(data);
    this.#xterm.write(joined(before, data, this.#more()), parsed);
  }

  /** Something was typed. */
  update(): void {
    const more = this.#more();
    if (more !== "") this.#xterm.write(more);
  }

  /** What was typed and is not shown yet, which is shown then. */
  #more(): string {
    // A screen reader would hear it twice.
    if (this.#mark === null || this.#xterm.options.screenReaderMode === true) return "";
    const { position, room, colour } = this.#mark;
    const [text] = PLAIN.exec(this.#unread(position, room)) ?? [""];
    if (!text.startsWith(this.#shown) || text === this.#shown) return "";
    const more = text.slice(this.#shown.length);
    this.#shown = text;
    return colour === "" ? more : `\x1b[${colour}m${more}\x1b[m`;
  }

  /** Lets the terminal take another size where the interpreter says so: what was shown is off the screen there, what is behind is for that size. */
  inPlace(resize: () => void): void {
    this.#isInPlace = true;
    resize();
    this.#isInPlace = false;
  }

  /**
   * At another moment rows are wrapped anew, and nothing more is shown until the interpreter draws them for that width; what is shown, or is
   * written and not parsed yet, is still to be taken off. Rows come and go with the tip below them.
   */
  #resize(columns: number): void {
    if (columns !== this.#columns && !this.#isInPlace) this.#mark = null;
    this.#columns = columns;
  }

  #forget(): void {
    this.#mark = null;
    this.#shown = "";
  }
}

function joined(before: string, data: string | Uint8Array, behind: string): string | Uint8Array {
  if (before === "" && behind === "") return data;
  if (typeof data === "string") return before + data + behind;
  const all = new Uint8Array(before.length + data.length + behind.length);
  const encoder = new TextEncoder(); // both are ASCII
  encoder.encodeInto(before, all);
  all.set(data, before.length);
  encoder.encodeInto(behind, all.subarray(before.length + data.length));
  return all;
}
