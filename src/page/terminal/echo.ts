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
  /** Where the cursor is, as long as nothing was written since. */
  #mark: EchoMark | null = null;
  #shown = "";
  #writes = 0;

  /** @param unread what was typed from a position on, where a line editor reads it; at most so many characters */
  constructor(xterm: Xterm, unread: (position: number, limit: number) => string) {
    this.#xterm = xterm;
    this.#unread = unread;
    xterm.onResize(() => this.#forget()); // the interpreter takes all off the screen that is being edited
  }

  /** Writes `data` in the place of what is shown, in one piece, so that nothing is drawn between the two. All that the terminal shows comes this way. */
  write(data: string | Uint8Array, parsed?: () => void): void {
    const instead = this.#shown === "" ? data : joined(`\x1b[${this.#shown.length}D\x1b[K`, data);
    this.#forget();
    const write = (this.#writes += 1);
    this.#xterm.write(instead, () => {
      parsed?.();
      if (write === this.#writes && typeof data !== "string") this.#begin(parseEchoMark(data));
    });
  }

  /** Something was typed. */
  update(): void {
    // A screen reader would hear it twice.
    if (this.#mark === null || this.#xterm.options.screenReaderMode === true) return;
    const [text] = PLAIN.exec(this.#unread(this.#mark.position, this.#mark.room)) ?? [""];
    if (!text.startsWith(this.#shown) || text === this.#shown) return;
    const more = text.slice(this.#shown.length);
    this.#shown = text;
    this.#xterm.write(this.#mark.colour === "" ? more : `\x1b[${this.#mark.colour}m${more}\x1b[m`);
  }

  #begin(mark: EchoMark | null): void {
    if (mark === null) return;
    // In the last column a terminal goes on in its own ways.
    this.#mark = { ...mark, room: Math.min(mark.room, this.#xterm.cols - 1 - this.#xterm.buffer.active.cursorX) };
    this.update();
  }

  #forget(): void {
    this.#mark = null;
    this.#shown = "";
  }
}

function joined(before: string, data: string | Uint8Array): string | Uint8Array {
  if (typeof data === "string") return before + data;
  const all = new Uint8Array(before.length + data.length);
  new TextEncoder().encodeInto(before, all);
  all.set(data, before.length);
  return all;
}
