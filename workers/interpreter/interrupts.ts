/**
 * Ctrl-C for running Python. CPython polls a "buffer" for a pending signal; Pyodide reads and clears it in two steps, and a
 * signal that arrives between them is lost. So the buffer is an object whose getter takes the signal atomically.
 */
import type { Mailbox } from "../../src/protocol/mailbox.ts";

const SIGINT = 2;
/** How long a background task may keep the event loop from being told of a Ctrl-C, before it gets it itself (milliseconds). */
const PATIENCE = 30;

/**
 * Whom Ctrl-C reaches: nobody, since a KeyboardInterrupt inside the event loop's frames would lose a callback; a task that is not
 * the statement, and only when it is in the way; or the user's own code, at once.
 */
export const ARMS = { none: 0, background: 1, foreground: 2 } as const;
export type Arms = (typeof ARMS)[keyof typeof ARMS];

export class Interrupts {
  arms: Arms = ARMS.none;
  /** When a background task was first seen running beside a pending signal. */
  #seen: number | null = null;

  constructor(readonly mailbox: Mailbox) {}

  /** In the form that `pyodide.setInterruptBuffer` wants; it only ever reads and writes index 0. */
  get buffer(): Uint8Array {
    return new Proxy(new Uint8Array(1), { get: () => this.#take(), set: () => true });
  }

  #take(): number {
    if (!this.mailbox.interrupted) this.#seen = null;
    else if (this.#reaches() && this.mailbox.takeInterrupt()) return SIGINT;
    return 0;
  }

  #reaches(): boolean {
    if (this.arms !== ARMS.background) return this.arms === ARMS.foreground;
    const now = performance.now();
    this.#seen ??= now;
    return now - this.#seen >= PATIENCE;
  }
}
