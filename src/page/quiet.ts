/** Work that waits until nobody types, so that who does has the processor for themselves. */
export class Quiet {
  #lastKey = performance.now();

  onKey(): void {
    this.#lastKey = performance.now();
  }

  /**
   * Calls `work` once, when nobody has typed for so long, and not sooner.
   *
   * @param wait milliseconds
   * @returns gives it up
   */
  after(wait: number, work: () => void): () => void {
    let timer: ReturnType<typeof setTimeout>;
    const expect = (delay: number): void => {
      timer = setTimeout(() => {
        const left = this.#lastKey + wait - performance.now();
        if (left > 0) expect(left);
        else work();
      }, delay);
    };
    expect(wait);
    return () => clearTimeout(timer);
  }
}
