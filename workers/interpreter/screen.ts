/**
 * The terminal as seen from here: two write to it. What the line editor draws has its place on the screen, and is drawn anew when
 * it was disturbed; all other output goes above it, so that neither tears the other.
 */
import { RESIZE_OSC } from "../../src/protocol/screen.ts";
import type { TerminalSize } from "../../src/protocol/interpreter.ts";
import type { Output } from "./output.ts";

const LINE_FEED = 0x0a;
/** More of an unfinished line than any terminal is wide. */
const MAX_TAIL = 2048;
const NOTHING = new Uint8Array(0);

export class Screen {
  size: TerminalSize = { columns: 80, rows: 24 };
  /** Takes the edited lines off the screen; null while none are there. */
  #erasure: string | null = null;
  #torn = false;
  #tail: Uint8Array = NOTHING;

  /** @param onTorn the edited lines are gone from the screen; they want to be drawn anew */
  constructor(
    readonly output: Output,
    readonly onTorn: () => void,
  ) {}

  /** True when the edited lines are gone from the screen. */
  get torn(): boolean {
    return this.#torn;
  }

  /** The last line of output, as far as it has no end yet. */
  get tail(): string {
    return new TextDecoder().decode(this.#tail);
  }

  /** The editor draws. @param rows how far the cursor is below the first row of what it edits */
  draw(text: string, rows: number): void {
    this.#erasure = `\r${rows > 0 ? `\x1b[${rows}A` : ""}\x1b[J`;
    this.#tail = NOTHING;
    this.#put(text);
  }

  /** What the editor has drawn stays, as output. */
  leave(): void {
    this.#erasure = null;
    this.#torn = false;
  }

  /** The editor is about to draw anew what was disturbed: below what was written meanwhile, in the first column. */
  mend(): void {
    if (this.#tail.length > 0) this.#put("\r\n");
    this.#torn = false;
  }

  /** Everything but the editor; what is between two places. @returns how many bytes were taken */
  write(bytes: Uint8Array, from = 0, to = bytes.length): number {
    this.#tear();
    const taken = this.output.write(bytes, from, to);
    if (taken > 0 && bytes[from + taken - 1] === LINE_FEED) this.#tail = NOTHING; // most writes are one line, and a view is not free
    else this.#follow(bytes.subarray(from, from + taken));
    return taken;
  }

  /** The terminal takes its new size where it reads of it: what comes before has been drawn for the old one, what comes behind for this. */
  resize(size: TerminalSize): void {
    this.size = size;
    this.#tear();
    this.#put(`\x1b]${RESIZE_OSC}\x07`);
  }

  #tear(): void {
    if (this.#erasure === null || this.#torn) return;
    this.#torn = true;
    this.#put(this.#erasure);
    this.onTorn();
  }

  #follow(bytes: Uint8Array): void {
    const end = bytes.lastIndexOf(LINE_FEED);
    const rest = bytes.subarray(end + 1);
    const tail = end >= 0 ? rest : Uint8Array.from([...this.#tail, ...rest.subarray(-MAX_TAIL)]);
    this.#tail = tail.slice(-MAX_TAIL);
  }

  #put(text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (let at = 0; at < bytes.length; ) {
      const taken = this.output.write(bytes, at);
      // Only an interrupt ends a write; what is left of a drawing is of no use then.
      if (taken === 0) return;
      at += taken;
    }
  }
}
