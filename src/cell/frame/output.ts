/** Carries output to the page, a few chunks at a time: the next leaves when the page has shown one (back-pressure). */
import { joined } from "../../protocol/bytes.ts";
import type { Mailbox } from "../../protocol/mailbox.ts";

/** Small enough for the terminal to parse within a few milliseconds. */
const CHUNK_BYTES = 1 << 14;

/** Chunks that the page has not shown: while it shows one, the next is on its way. More would only delay Ctrl-C. */
const MAX_IN_FLIGHT = 2;

export interface OutputSource {
  /** How many bytes there are to show. */
  readonly waiting: number;
  /** The next bytes to show, at most `limit`, or null when there are none. */
  take(limit: number): Uint8Array<ArrayBuffer> | null;
}

/** Output that the worker writes into shared memory. */
export class RingSource implements OutputSource {
  readonly #mailbox: Mailbox;

  constructor(mailbox: Mailbox) {
    this.#mailbox = mailbox;
  }

  get waiting(): number {
    return this.#mailbox.output.used;
  }

  take(limit: number): Uint8Array<ArrayBuffer> | null {
    this.#mailbox.answerDoorbell();
    const { waiting } = this;
    if (waiting === 0) return null;
    const chunk = new Uint8Array(Math.min(waiting, limit));
    this.#mailbox.output.read(chunk);
    this.#mailbox.signal();
    return chunk;
  }
}

/** Output that arrives in messages, where there is no shared memory. The worker cannot be held back here. */
export class QueueSource implements OutputSource {
  waiting = 0;
  readonly #chunks: Uint8Array<ArrayBuffer>[] = [];

  push(chunk: Uint8Array<ArrayBuffer>): void {
    this.#chunks.push(chunk);
    this.waiting += chunk.length;
  }

  take(limit: number): Uint8Array<ArrayBuffer> | null {
    let length = 0;
    let count = 0;
    for (const chunk of this.#chunks) {
      if (count > 0 && length + chunk.length > limit) break;
      length += chunk.length;
      count += 1;
    }
    this.waiting -= length;
    return count === 0 ? null : joined(this.#chunks.splice(0, count));
  }
}

export class OutputPump {
  #inFlight = 0;

  constructor(
    readonly source: OutputSource,
    readonly send: (chunk: Uint8Array<ArrayBuffer>) => void,
  ) {}

  poke(): void {
    while (this.#inFlight < MAX_IN_FLIGHT && this.#mayLeave()) {
      const chunk = this.source.take(CHUNK_BYTES);
      if (chunk === null) return;
      this.#inFlight += 1;
      this.send(chunk);
    }
  }

  consumed(): void {
    this.#inFlight -= 1;
    this.poke();
  }

  /**
   * Less than a full chunk waits while the page shows another: each message costs two processes more than the lines in it, and a program
   * that prints line by line would send one for every few. No timer, since browsers give those of a frame that nobody sees once a second.
   */
  #mayLeave(): boolean {
    return this.#inFlight === 0 || this.source.waiting >= CHUNK_BYTES;
  }
}
