/** One asset on its way: attempts to hand it over, of which the last is good, or there is none. */
import type { AssetPart } from "../../protocol/cell.ts";

export interface Attempt {
  /** Compressed. */
  readonly content: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Whether it was what it should be, as soon as that is known. */
  readonly good: Promise<boolean>;
}

export class Inbox {
  /** The newest attempt, until it is taken; an older one is broken. Null: no more come. */
  #newest: Attempt | null | undefined;
  #offered = Promise.withResolvers<void>();
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
  #good = Promise.withResolvers<boolean>();

  /** The next attempt; null when no more come. */
  async next(): Promise<Attempt | null> {
    while (this.#newest === undefined) await this.#offered.promise;
    const attempt = this.#newest;
    if (attempt !== null) this.#newest = undefined;
    return attempt;
  }

  receive(part: AssetPart): void {
    switch (part.step) {
      case "begin":
        return this.#begin();
      case "chunk":
        return this.#controller?.enqueue(part.bytes);
      case "end":
        this.#controller?.close();
        this.#controller = null;
        return this.#good.resolve(true);
      case "missing":
        this.#giveUp();
        return this.#offer(null);
    }
  }

  #begin(): void {
    this.#giveUp();
    this.#good = Promise.withResolvers();
    const content = new ReadableStream<Uint8Array<ArrayBuffer>>({ start: (controller) => (this.#controller = controller) });
    this.#offer({ content, good: this.#good.promise });
  }

  #offer(attempt: Attempt | null): void {
    this.#newest = attempt;
    this.#offered.resolve();
    this.#offered = Promise.withResolvers();
  }

  #giveUp(): void {
    this.#controller?.error(new TypeError("the asset is broken"));
    this.#controller = null;
    this.#good.resolve(false);
  }
}
