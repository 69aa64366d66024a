/** Asks that block the worker on shared memory until the frame has written the answer. */
import type { AskBody, Tell } from "../../src/protocol/ask.ts";
import { decodeAnswer, MAX_ANSWER_BYTES, type Answer } from "../../src/protocol/answer.ts";
import type { Mailbox } from "../../src/protocol/mailbox.ts";
import { answered, INTERRUPTED, TIMEOUT, type Channel, type Reply, type Upcalls } from "./channel.ts";
import { Pipeline, type SplitChannel } from "./pipeline.ts";

export class SharedChannel implements Channel, SplitChannel {
  readonly #pipeline = new Pipeline(this);
  /** Asks on their way, and their answers as far as these have come while another was waited for. */
  readonly #expected = new Map<number, Answer | null>();
  /** Where an answer's data are put. Python copies them before it asks again, and fresh memory costs more than they do. */
  #data = new Uint8Array(0);

  /**
   * @param drained tells the frame that there is room in the ring again
   */
  constructor(
    readonly mailbox: Mailbox,
    readonly upcalls: Upcalls,
    readonly drained: () => void,
  ) {}

  ask(op: AskBody["op"], json: string, data: Uint8Array<ArrayBuffer> | undefined, milliseconds: number): Reply {
    return this.#pipeline.ask(op, json, data, milliseconds);
  }

  begin(op: AskBody["op"], json: string, data?: Uint8Array<ArrayBuffer>): number {
    const id = this.upcalls.ask(op, json, data);
    this.#expected.set(id, null);
    return id;
  }

  wait(id: number, milliseconds: number): Reply {
    const reply = this.#wait(milliseconds, () => this.#receive(id));
    if (reply.outcome !== "answered") this.upcalls.cancel(id);
    this.#expected.delete(id);
    return reply;
  }

  forget(id: number): void {
    this.#expected.delete(id);
  }

  sleep(milliseconds: number): Reply {
    return this.#wait(milliseconds, () => null);
  }

  tell(op: Tell["op"], json: string, data?: Uint8Array<ArrayBuffer>): void {
    if (op === "http.close") this.#pipeline.close(json);
    this.upcalls.tell(op, json, data);
  }

  get told(): number {
    return this.upcalls.told;
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
    const early = this.#expected.get(id) ?? null;
    if (early !== null) return answered(early);
    while (this.mailbox.answers.used > 0) {
      const answer: Answer = decodeAnswer((length) => this.#readExactly(new Uint8Array(length)), (length) => this.#readExactly(this.#room(length)));
      if (answer.id === id) return answered(answer);
      if (this.#expected.has(answer.id)) this.#expected.set(answer.id, { ...answer, data: answer.data.map((piece) => piece.slice()) });
    }
    return null;
  }

  #room(length: number): Uint8Array<ArrayBuffer> {
    if (this.#data.length < length) this.#data = new Uint8Array(Math.min(2 * length, MAX_ANSWER_BYTES));
    return this.#data.subarray(0, length);
  }

  /** A record that has begun is written to its end by the frame, which never blocks: no interrupt is looked for here. */
  #readExactly(target: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    let at = 0;
    while (at < target.length) {
      const sequence = this.mailbox.sequence;
      const read = this.mailbox.answers.read(target.subarray(at));
      at += read;
      if (read > 0 && this.mailbox.takeStarved()) this.drained();
      if (read === 0) this.mailbox.wait(sequence, Infinity);
    }
    return target;
  }
}
