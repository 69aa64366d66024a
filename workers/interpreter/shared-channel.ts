/** Asks that block the worker on shared memory until the frame has written the answer. */
import type { AskBody, Tell } from "../../src/protocol/ask.ts";
import { decodeAnswer, type Answer } from "../../src/protocol/answer.ts";
import type { Mailbox } from "../../src/protocol/mailbox.ts";
import { answered, INTERRUPTED, TIMEOUT, type Channel, type Reply, type Upcalls } from "./channel.ts";

export class SharedChannel implements Channel {
  /**
   * @param drained tells the frame that there is room in the ring again
   */
  constructor(
    readonly mailbox: Mailbox,
    readonly upcalls: Upcalls,
    readonly drained: () => void,
  ) {}

  ask(op: AskBody["op"], json: string, data: Uint8Array<ArrayBuffer> | undefined, milliseconds: number): Reply {
    const id = this.upcalls.ask(op, json, data);
    const reply = this.#wait(milliseconds, () => this.#receive(id));
    if (reply.outcome !== "answered") this.upcalls.cancel(id);
    return reply;
  }

  sleep(milliseconds: number): Reply {
    return this.#wait(milliseconds, () => null);
  }

  tell(op: Tell["op"], json: string): void {
    this.upcalls.tell(op, json);
  }

  #wait(milliseconds: number, poll: () => Reply | null): Reply {
    const deadline = performance.now() + milliseconds;
    for (;;) {
      const sequence = this.mailbox.sequence;
      if (this.mailbox.takeInterrupt()) return INTERRUPTED;
      const reply = poll();
      if (reply !== null) return reply;
      const left = deadline - performance.now();
      if (left <= 0) return TIMEOUT;
      this.mailbox.wait(sequence, left);
    }
  }

  /** Answers to asks that were given up come late; they are read and dropped. */
  #receive(id: number): Reply | null {
    while (this.mailbox.answers.used > 0) {
      const answer: Answer = decodeAnswer((length) => this.#readExactly(length));
      if (answer.id === id) return answered(answer);
    }
    return null;
  }

  /** A record that has begun is written to its end by the frame, which never blocks: no interrupt is looked for here. */
  #readExactly(length: number): Uint8Array<ArrayBuffer> {
    const target = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const sequence = this.mailbox.sequence;
      const read = this.mailbox.answers.read(target.subarray(at));
      at += read;
      if (read > 0 && this.mailbox.takeStarved()) this.drained();
      if (read === 0) this.mailbox.wait(sequence, Infinity);
    }
    return target;
  }
}
