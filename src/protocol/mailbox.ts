/**
 * The memory that the cell's frame and its worker share.
 *
 * Who pushes, who pulls, who blocks:
 * - answers: the frame writes, the worker reads and blocks in `Atomics.wait` on `Word.Signal`;
 * - output:  the worker writes and blocks when the ring is full, the frame reads when the doorbell rings;
 * - interrupt: the frame sets `Word.Interrupt`, the worker takes it with an atomic exchange, so none is lost or seen twice;
 * - late assets: the frame sets `Word.Cold` and `Word.Library` once each, when its memory holds it, or never will.
 *
 * Whatever changes something that the worker may be waiting for bumps `Word.Signal` and notifies: one word to wait on means
 * that each wait, whatever it is for, is ended by an interrupt.
 */
import type { LateAsset } from "./cell.ts";
import { Ring } from "./ring.ts";

const Word = {
  Signal: 0,
  Interrupt: 1,
  AnswerHead: 2,
  AnswerTail: 3,
  AnswerStarved: 4,
  OutputHead: 5,
  OutputTail: 6,
  OutputDoorbell: 7,
  Cold: 8,
  Library: 9,
} as const;

const LATE: Readonly<Record<LateAsset, number>> = { cold: Word.Cold, library: Word.Library };

const STATES = ["pending", "present", "missing"] as const;
export type LateState = (typeof STATES)[number];

const HEADER_BYTES = 64;
const ANSWER_BYTES = 1 << 21;
/** What is in there when Ctrl-C comes has to be shown before the next prompt: no more than the terminal parses in a moment. */
const OUTPUT_BYTES = 1 << 16;

export class Mailbox {
  readonly answers: Ring;
  readonly output: Ring;
  readonly #words: Int32Array;

  constructor(readonly memory: SharedArrayBuffer) {
    this.#words = new Int32Array(memory, 0, HEADER_BYTES / 4);
    const answers = new Uint8Array(memory, HEADER_BYTES, ANSWER_BYTES);
    const output = new Uint8Array(memory, HEADER_BYTES + ANSWER_BYTES, OUTPUT_BYTES);
    this.answers = new Ring(this.#words, Word.AnswerHead, Word.AnswerTail, answers);
    this.output = new Ring(this.#words, Word.OutputHead, Word.OutputTail, output);
  }

  static allocate(): Mailbox {
    return new Mailbox(new SharedArrayBuffer(HEADER_BYTES + ANSWER_BYTES + OUTPUT_BYTES));
  }

  /** The frame: something changed; wake the worker wherever it waits. */
  signal(): void {
    Atomics.add(this.#words, Word.Signal, 1);
    Atomics.notify(this.#words, Word.Signal);
  }

  /** The worker: read this before looking for news, then hand it to {@link wait}, and no news can slip between the two. */
  get sequence(): number {
    return Atomics.load(this.#words, Word.Signal);
  }

  /** The worker: blocks until something happens after `sequence`, or for `milliseconds`. */
  wait(sequence: number, milliseconds: number): void {
    Atomics.wait(this.#words, Word.Signal, sequence, milliseconds);
  }

  /** The frame: Ctrl-C. */
  interrupt(): void {
    Atomics.store(this.#words, Word.Interrupt, 1);
    this.signal();
  }

  get interrupted(): boolean {
    return Atomics.load(this.#words, Word.Interrupt) !== 0;
  }

  /** The worker: consumes a pending interrupt; true for exactly one caller. */
  takeInterrupt(): boolean {
    return Atomics.exchange(this.#words, Word.Interrupt, 0) !== 0;
  }

  /** Whether it can be read yet. */
  stateOf(name: LateAsset): LateState {
    return STATES[Atomics.load(this.#words, LATE[name])] ?? "pending";
  }

  /** The frame: it is there, or will never be. */
  settle(name: LateAsset, state: LateState): void {
    Atomics.store(this.#words, LATE[name], STATES.indexOf(state));
    this.signal();
  }

  /** The frame: the answer ring is full; the worker shall say when it has read. */
  starve(): void {
    Atomics.store(this.#words, Word.AnswerStarved, 1);
  }

  /** The worker: true when the frame waits for room in the answer ring. */
  takeStarved(): boolean {
    return Atomics.exchange(this.#words, Word.AnswerStarved, 0) !== 0;
  }

  /** The worker: true when the frame has to be told that output waits (it has not been told yet). */
  ringDoorbell(): boolean {
    return Atomics.exchange(this.#words, Word.OutputDoorbell, 1) === 0;
  }

  /** The frame: before it drains the output ring, so that what is written during the drain rings again. */
  answerDoorbell(): void {
    Atomics.store(this.#words, Word.OutputDoorbell, 0);
  }
}
