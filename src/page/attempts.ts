/** What becomes of a session whose interpreters do not even come to a prompt. */

/** Ends that may follow each other without a single prompt between them. */
const MAX_FAILURES = 3;
/** After the first of them, and as much more after each: a network may be back in a moment (milliseconds). */
const RETRY_DELAY = 1000;

export class Attempts {
  #failures = 0;
  #goOn: () => void = () => undefined;

  /** @param onGivenUp called when there is no further attempt before {@link goOn} */
  constructor(readonly onGivenUp: () => void) {}

  /** There is a prompt. */
  reset(): void {
    this.#failures = -1; // the end that follows is none of a start
  }

  /**
   * An interpreter has ended. Resolves when it is time for the next one.
   *
   * @param ran it ended while it ran, so it can be replaced at once; else it could not be started
   */
  async failed(ran: boolean): Promise<void> {
    this.#failures += 1;
    if (this.#failures < MAX_FAILURES) return ran ? undefined : this.#pause(RETRY_DELAY * this.#failures);
    this.#failures = 0;
    this.onGivenUp();
    await this.#pause();
  }

  /** The next attempt is made now. */
  goOn(): void {
    this.#goOn();
  }

  #pause(milliseconds?: number): Promise<void> {
    return new Promise((resolve) => {
      this.#goOn = resolve;
      if (milliseconds !== undefined) setTimeout(resolve, milliseconds);
    });
  }
}
