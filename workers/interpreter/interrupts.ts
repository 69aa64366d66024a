/**
 * Ctrl-C for running Python. CPython asks for a pending signal while it runs bytecode, and each time that it makes a string of a value
 * (`PyObject_Str`, `PyObject_Repr`), so in each `print`. Pyodide would read a buffer and clear it, in two steps: a signal that arrives
 * between them is lost. Instead (`workers/local/slim.ts`) it calls what is here, where one step takes the signal.
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

  /** @param onIntercepted a background task has got a signal, which is meant for somebody else as well */
  constructor(
    readonly mailbox: Mailbox,
    readonly onIntercepted: () => void,
  ) {}

  /** @returns the number of the signal that is to be handled now; 0 for none */
  takeSignal(): number {
    if (!this.mailbox.interrupted) this.#seen = null;
    else if (this.#reaches() && this.mailbox.takeInterrupt()) return this.#signal();
    return 0;
  }

  #signal(): number {
    if (this.arms === ARMS.background) this.onIntercepted();
    return SIGINT;
  }

  #reaches(): boolean {
    if (this.arms !== ARMS.background) return this.arms === ARMS.foreground;
    const now = performance.now();
    this.#seen ??= now;
    return now - this.#seen >= PATIENCE;
  }
}
