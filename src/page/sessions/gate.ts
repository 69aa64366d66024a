/** A door that is open or closed, and that others wait at. */
export class Gate {
  #open = false;
  #opened = Promise.withResolvers<void>();

  set open(open: boolean) {
    if (open) this.#opened.resolve();
    else if (this.#open) this.#opened = Promise.withResolvers();
    this.#open = open;
  }

  /** Resolves while it is open. @throws what `signal` was aborted with */
  async passed(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const aborted = Promise.withResolvers<never>();
    const abort = (): void => aborted.reject(signal.reason);
    signal.addEventListener("abort", abort);
    try {
      while (!this.#open) await Promise.race([this.#opened.promise, aborted.promise]);
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }
}
