/** One asset on its way: files that are offered, of which the last is good, or there is none. */
import type { AssetPart } from "../../protocol/cell.ts";

export interface Attempt {
  /** Compressed. */
  readonly content: Blob;
  /** Whether it was what it should be, as soon as that is known. */
  readonly good: Promise<boolean>;
}

export class Inbox {
  /** The newest attempt, until it is taken; an older one is broken. Null: no more come. */
  #newest: Attempt | null | undefined;
  #offered = Promise.withResolvers<void>();
  #good = Promise.withResolvers<boolean>();

  /** The next attempt; null when no more come. */
  async next(): Promise<Attempt | null> {
    while (this.#newest === undefined) await this.#offered.promise;
    const attempt = this.#newest;
    if (attempt !== null) this.#newest = undefined;
    return attempt;
  }

  receive(part: AssetPart): void {
    if (part.step === "good") return this.#good.resolve(true);
    this.#good.resolve(false);
    this.#good = Promise.withResolvers();
    this.#offer(part.step === "offer" && part.content instanceof Blob ? { content: part.content, good: this.#good.promise } : null);
  }

  #offer(attempt: Attempt | null): void {
    this.#newest = attempt;
    this.#offered.resolve();
    this.#offered = Promise.withResolvers();
  }
}
