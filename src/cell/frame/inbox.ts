/** One asset on its way: attempts to hand it over, of which the last is good, or there is none. */
import type { AssetPart } from "../../protocol/cell.ts";

export interface Attempt {
  /** Compressed. */
  readonly content: ReadableStream<Uint8Array<ArrayBuffer>>;
  /** Whether it was what it should be, as soon as that is known. */
  readonly good: Promise<boolean>;
}

export class Inbox {
  #next = Promise.withResolvers<Attempt | null>();
  #controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
  #good = Promise.withResolvers<boolean>();

  /** The next attempt; null when no more come. */
  async next(): Promise<Attempt | null> {
    const attempt = await this.#next.promise;
    if (attempt !== null) this.#next = Promise.withResolvers();
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
        return this.#next.resolve(null);
    }
  }

  #begin(): void {
    this.#giveUp();
    this.#good = Promise.withResolvers();
    const content = new ReadableStream<Uint8Array<ArrayBuffer>>({ start: (controller) => (this.#controller = controller) });
    this.#next.resolve({ content, good: this.#good.promise });
  }

  #giveUp(): void {
    this.#controller?.error(new TypeError("the asset is broken"));
    this.#controller = null;
    this.#good.resolve(false);
  }
}
