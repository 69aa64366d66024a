/** Shows the interpreter's output and knows how much of it is on the screen. */
import type { Terminal } from "./terminal/terminal.ts";

export class OutputView {
  #shown = 0;
  readonly #waiting: { readonly written: number; readonly resolve: () => void }[] = [];

  constructor(readonly terminal: Terminal) {}

  /** @param consumed asks for the next chunk, once this one is parsed */
  show(data: Uint8Array, consumed: () => void): void {
    const { length } = data;
    this.terminal.write(data, () => {
      this.#shown += length;
      consumed();
      this.#release();
    });
  }

  /** Resolves when the first `written` bytes since the interpreter's start are shown. */
  shown(written: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ written, resolve });
      this.#release();
    });
  }

  #release(): void {
    for (const waiting of this.#waiting.splice(0)) {
      if (waiting.written <= this.#shown) waiting.resolve();
      else this.#waiting.push(waiting);
    }
  }
}
