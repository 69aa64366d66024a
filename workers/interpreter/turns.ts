/**
 * When callbacks of Python's event loop run. Pyodide posts each to itself at once; a task that yields all the time
 * (`await asyncio.sleep(0)`) then keeps Chromium's worker from ever handling what the page sends: no key would be read any more.
 */

/** How long callbacks may follow each other without a pause (milliseconds). */
const SPELL = 12;
/** Without a callback for that long, there was a pause (milliseconds). */
const PAUSE = 2;

type Callback = () => void;

export class Turns {
  readonly #due: Callback[] = [];
  readonly #channel = new MessageChannel();
  #posted = false;
  #pausedAt = 0;
  #ranAt = 0;

  constructor() {
    this.#channel.port1.onmessage = () => this.#run();
  }

  /** @param milliseconds 0: as soon as possible, in the order of the calls */
  schedule(callback: Callback, milliseconds: number): void {
    if (milliseconds > 0) {
      setTimeout(callback, milliseconds);
      return;
    }
    this.#due.push(callback);
    this.#post();
  }

  /** Runs at once what is due after `cause`. Only for code that the browser calls, with no Python below it: that need not wait for a turn. */
  flush(cause: () => void): void {
    const posted = this.#posted;
    this.#posted = true;
    try {
      cause();
    } finally {
      this.#posted = posted;
      if (this.#due.length > 0) this.#run();
    }
  }

  #post(): void {
    if (this.#posted || this.#due.length === 0) return;
    this.#posted = true;
    const now = performance.now();
    if (now - this.#ranAt > PAUSE) this.#pausedAt = now;
    if (now - this.#pausedAt < SPELL) this.#channel.port2.postMessage(null);
    else setTimeout(() => this.#resume());
  }

  #resume(): void {
    this.#pausedAt = performance.now();
    this.#run();
  }

  /** What is scheduled meanwhile has its turn later. */
  #run(): void {
    this.#posted = false;
    const turn = this.#due.splice(0);
    try {
      for (let callback = turn.shift(); callback !== undefined; callback = turn.shift()) callback();
    } finally {
      this.#due.unshift(...turn);
      this.#ranAt = performance.now();
      this.#post();
    }
  }
}
