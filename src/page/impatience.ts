/** Counts Ctrl-C while one statement runs, and says when its lack of effect is to be looked into. Pure: the time is told. */

/** An interrupt may take that long (milliseconds). */
const PATIENCE = 1000;
/** What takes an interrupt at all, takes it within that time (milliseconds). */
const REACTION = 150;
/** Code that takes each interrupt and goes on is not to be ended by mistake, but it must be possible. */
const INSISTENCE = 4;

export class Impatience {
  #first: number | null = null;
  #presses = 0;

  /**
   * @param now milliseconds
   * @returns how long to wait (milliseconds) until it is clear whether the interrupts were ignored; null when there was only one yet
   */
  press(now: number): number | null {
    this.#first ??= now;
    this.#presses += 1;
    return this.#presses < 2 ? null : Math.max(REACTION, this.#first + PATIENCE - now);
  }

  /** Pressed so often that ending the interpreter is offered even where interrupts are taken. */
  get insistent(): boolean {
    return this.#presses >= INSISTENCE;
  }
}
