/**
 * Ctrl-C for running Python. CPython polls a "buffer" for a pending signal; Pyodide reads and clears it in two steps, and a
 * signal that arrives between them is lost. So the buffer is an object whose getter takes the signal atomically.
 */
import type { Mailbox } from "../../src/protocol/mailbox.ts";

const SIGINT = 2;

export class Interrupts {
  /** True while the user's own code runs: a KeyboardInterrupt inside the event loop's frames would lose a callback. */
  armed = false;

  constructor(readonly mailbox: Mailbox) {}

  /** In the form that `pyodide.setInterruptBuffer` wants; it only ever reads and writes index 0. */
  get buffer(): Uint8Array {
    return new Proxy(new Uint8Array(1), { get: () => this.#take(), set: () => true });
  }

  #take(): number {
    return this.armed && this.mailbox.takeInterrupt() ? SIGINT : 0;
  }
}
