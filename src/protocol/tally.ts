/** A count that only grows, and who waits for it to come so far. */
export class Tally {
  #count = 0;
  readonly #waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  add(count: number): void {
    this.#count += count;
    this.#release();
  }

  /** Resolves when so many have been counted. */
  reached(count: number): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push({ count, resolve });
      this.#release();
    });
  }

  #release(): void {
    for (const waiting of this.#waiting.splice(0)) {
      if (waiting.count <= this.#count) waiting.resolve();
      else this.#waiting.push(waiting);
    }
  }
}
