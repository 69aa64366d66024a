/** An allowance that is spent at once and earned back with time. Who spends more than there is has a debt, which is earned back first. */
export class TokenBucket {
  readonly #capacity: number;
  readonly #periodMs: number;
  #tokens: number;
  #refilledAt: number;

  /** @param periodMs in which an empty bucket becomes full */
  constructor(capacity: number, periodMs: number, now: number) {
    this.#capacity = capacity;
    this.#periodMs = periodMs;
    this.#tokens = capacity;
    this.#refilledAt = now;
  }

  spend(count: number): void {
    this.#tokens -= count;
  }

  /** Milliseconds until there are `count`; 0 when there are. */
  wait(count: number, now: number): number {
    this.#refill(now);
    return Math.max(0, ((count - this.#tokens) / this.#capacity) * this.#periodMs);
  }

  isFull(now: number): boolean {
    this.#refill(now);
    return this.#tokens >= this.#capacity;
  }

  #refill(now: number): void {
    const earned = ((now - this.#refilledAt) / this.#periodMs) * this.#capacity;
    this.#tokens = Math.min(this.#capacity, this.#tokens + earned);
    this.#refilledAt = now;
  }
}
