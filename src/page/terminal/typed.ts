/** What the user has typed and the interpreter has not used yet: type-ahead, and what is on its way (`protocol/keys.ts`). */
import type { Keys } from "../../protocol/keys.ts";

const INTERRUPT = "\x03";

export class TypedKeys {
  #text = "";
  /** Where `#text` begins, counted since the interpreter's start. */
  #start = 0;
  /** Where what was never handed out begins. */
  #fresh = 0;
  readonly #waiting = new Set<() => void>();

  push(text: string): void {
    this.#text += text;
    this.wake();
  }

  /** Ends {@link after} now. */
  wake(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  /** A copy of all, which stays here until it is used. */
  get all(): Keys {
    this.#fresh = this.#start + this.#text.length;
    return { position: this.#start, text: this.#text };
  }

  /** A copy of what was not handed out yet. */
  get fresh(): Keys {
    const position = this.#fresh;
    this.#fresh = this.#start + this.#text.length;
    return { position, text: this.#text.slice(position - this.#start) };
  }

  /** A copy of what is here of so many characters from `position` on. */
  part(position: number, length: number): string {
    const at = position - this.#start;
    return at < 0 ? "" : this.#text.slice(at, at + length);
  }

  /** Forgets what the interpreter is done with: everything before `position`. It cannot have used what it never had. */
  used(position: number): void {
    this.#forget(Math.min(position, this.#fresh) - this.#start);
  }

  /** The interpreter ends behind a statement: what it has not used is for the next one, as if it had never had it. */
  takeBack(): void {
    this.#fresh = this.#start;
  }

  /** Like a terminal's driver at Ctrl-C. */
  drop(): void {
    this.#forget(this.#text.length);
  }

  /** Drops what was typed up to the last Ctrl-C. @returns whether there was one */
  takeInterrupt(): boolean {
    const interrupt = this.#text.lastIndexOf(INTERRUPT);
    this.#forget(interrupt + 1);
    return interrupt >= 0;
  }

  /** A new interpreter counts anew, and is not given what the last one had before it ended. */
  restart(): void {
    this.#text = this.#text.slice(this.#fresh - this.#start);
    this.#start = this.#fresh = 0;
  }

  /** All that is there behind the first `position` characters, as soon as that is more than nothing, or it is woken or aborted. */
  async after(position: number, signal: AbortSignal): Promise<Keys> {
    this.used(position);
    if (this.#text === "" && !signal.aborted) await this.#pushed(signal);
    return this.all;
  }

  async #pushed(signal: AbortSignal): Promise<void> {
    let wake: () => void = () => undefined;
    await new Promise<void>((resolve) => {
      wake = resolve;
      this.#waiting.add(wake);
      signal.addEventListener("abort", wake);
    });
    this.#waiting.delete(wake);
    signal.removeEventListener("abort", wake);
  }

  #forget(count: number): void {
    if (count <= 0) return;
    this.#text = this.#text.slice(count);
    this.#start += count;
    this.#fresh = Math.max(this.#fresh, this.#start);
  }
}
