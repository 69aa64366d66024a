/** Writes answers into the shared ring, as fast as the worker makes room for them. */
import { encodeAnswer, type Answer } from "../../protocol/answer.ts";
import type { Mailbox } from "../../protocol/mailbox.ts";

export class AnswerWriter {
  readonly #mailbox: Mailbox;
  readonly #pieces: Uint8Array[] = [];

  constructor(mailbox: Mailbox) {
    this.#mailbox = mailbox;
  }

  send(answer: Answer): void {
    this.#pieces.push(...encodeAnswer(answer));
    this.resume();
  }

  /** Call again when the worker says that it has read. This thread must not block, so what does not fit has to wait. */
  resume(): void {
    while (this.#pieces.length > 0) {
      if (this.#writeSome() === 0 && !this.#roomAfterAll()) return;
    }
  }

  #writeSome(): number {
    const piece = this.#pieces[0] ?? new Uint8Array(0);
    const written = this.#mailbox.answers.write(piece);
    if (written === piece.length) this.#pieces.shift();
    else this.#pieces[0] = piece.subarray(written);
    if (written > 0) this.#mailbox.signal();
    return written === piece.length ? 1 : written;
  }

  /** The worker may read between the failed write and the flag; then it saw no flag and nobody would wake us. */
  #roomAfterAll(): boolean {
    this.#mailbox.starve();
    return this.#mailbox.answers.free > 0;
  }
}
