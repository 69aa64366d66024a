/** Asks that are promises, where there is no shared memory: Python suspends on them (JSPI). */
import type { AskBody, Tell } from "../../src/protocol/ask.ts";
import type { Answer } from "../../src/protocol/answer.ts";
import { answered, INTERRUPTED, TIMEOUT, type Channel, type Reply, type Upcalls } from "./channel.ts";

type Settle = (reply: Reply) => void;

export class MessageChannel implements Channel {
  readonly #asks = new Map<number, Settle>();
  /** Every wait in progress, the innermost last. */
  readonly #waits: Settle[] = [];

  constructor(readonly upcalls: Upcalls) {}

  async ask(op: AskBody["op"], json: string, data: Uint8Array<ArrayBuffer> | undefined, milliseconds: number): Promise<Reply> {
    const id = this.upcalls.ask(op, json, data);
    const reply = await this.#wait(milliseconds, (settle) => this.#asks.set(id, settle));
    this.#asks.delete(id);
    if (reply.outcome !== "answered") this.upcalls.cancel(id);
    return reply;
  }

  sleep(milliseconds: number): Promise<Reply> {
    return this.#wait(milliseconds, () => undefined);
  }

  tell(op: Tell["op"], json: string, data?: Uint8Array<ArrayBuffer>): void {
    this.upcalls.tell(op, json, data);
  }

  get told(): number {
    return this.upcalls.told;
  }

  onAnswer(answer: Answer): void {
    this.#asks.get(answer.id)?.(answered(answer));
  }

  /** Ends the innermost wait; false when nothing waits. */
  interrupt(): boolean {
    const settle = this.#waits.at(-1);
    settle?.(INTERRUPTED);
    return settle !== undefined;
  }

  async #wait(milliseconds: number, register: (settle: Settle) => void): Promise<Reply> {
    const { promise, resolve } = Promise.withResolvers<Reply>();
    const timer = Number.isFinite(milliseconds) ? setTimeout(() => resolve(TIMEOUT), milliseconds) : undefined;
    this.#waits.push(resolve);
    register(resolve);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waits.splice(this.#waits.indexOf(resolve), 1);
    }
  }
}
