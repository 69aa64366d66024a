/** Shows the interpreter's output and knows how much of it is on the screen. */
import { Tally } from "../protocol/tally.ts";
import type { Terminal } from "./terminal/terminal.ts";

export class OutputView {
  readonly #shown = new Tally();

  constructor(readonly terminal: Terminal) {}

  /** @param consumed asks for the next chunk, once this one is parsed */
  show(data: Uint8Array, consumed: () => void): void {
    const { length } = data;
    this.terminal.write(data, () => {
      consumed();
      this.#shown.add(length);
    });
  }

  /** Resolves when the first `written` bytes since the interpreter's start are shown. */
  shown(written: number): Promise<void> {
    return this.#shown.reached(written);
  }
}
