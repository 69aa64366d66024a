/** What was typed, as far as the page has handed it over (`protocol/keys.ts`), and the wait for more at the prompt. */
import type { Keys } from "../../src/protocol/keys.ts";

export class Keyboard {
  #text = "";
  /** Where `#text` begins in all that was typed. */
  #used = 0;
  /** Set by Python. A promise would do, but each key would pay for making one, and for a turn of the event loop. */
  onNews: () => void = () => undefined;

  /** Of what was typed since the start, how many UTF-16 code units Python has taken. */
  get used(): number {
    return this.#used;
  }

  /** The page's whole queue; whatever is here is older. */
  reset({ position, text }: Keys): void {
    this.#used = position;
    this.#text = text;
  }

  /** Copies overlap: keys are sent to the prompt, and handed to whoever asks. A gap means that the page has dropped what is here. */
  receive({ position, text }: Keys): void {
    const known = this.#used + this.#text.length - position;
    if (known < 0) this.reset({ position, text });
    else this.#text += text.slice(known);
    this.wake();
  }

  /** All that is here. */
  take(): string {
    const text = this.#text;
    this.#used += text.length;
    this.#text = "";
    return text;
  }

  /** The end of what was taken, which nobody has read. */
  putBack(text: string): void {
    this.#used -= text.length;
    this.#text = text + this.#text;
  }

  /** The prompt, if it waits, has something to do. */
  wake(): void {
    this.onNews();
  }
}
