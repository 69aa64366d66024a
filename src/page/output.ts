/** Shows the interpreter's output and knows how much of it is on the screen. */
import { Tally } from "../protocol/tally.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** xterm gives the page its turn between two writes, not within one, and before its code is warm a line costs many times as much. */
const PIECE_BYTES = 1 << 11;

export class OutputView {
  readonly #shown = new Tally();

  constructor(readonly terminal: Terminal) {}

  /** @param consumed asks for the next chunk, once this one is parsed */
  show(data: Uint8Array, consumed: () => void): void {
    const { length } = data;
    this.terminal.pace.announce(length);
    const last = Math.max(0, Math.ceil(length / PIECE_BYTES) - 1) * PIECE_BYTES;
    for (let at = 0; at < last; at += PIECE_BYTES) this.terminal.write(data.subarray(at, at + PIECE_BYTES));
    this.terminal.write(data.subarray(last), () => {
      consumed();
      this.#shown.add(length);
    });
  }

  /** Resolves when the first `written` bytes since the interpreter's start are shown. */
  shown(written: number): Promise<void> {
    return this.#shown.reached(written);
  }
}
