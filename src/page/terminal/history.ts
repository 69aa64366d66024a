/** The lines that were entered, for recall. In memory only: it ends with the page. */

const LIMIT = 1000;

export class History {
  readonly #lines: string[] = [];
  #at = 0;
  #draft = "";

  /** A line that begins with a space is not kept, nor one that repeats the last. */
  add(line: string): void {
    if (line.trim() !== "" && !line.startsWith(" ") && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > LIMIT) this.#lines.shift();
    this.rewind();
  }

  rewind(): void {
    this.#at = this.#lines.length;
    this.#draft = "";
  }

  /** @param current what is being edited; it comes back after the newest line */
  previous(current: string): string | null {
    if (this.#at === 0) return null;
    if (this.#at === this.#lines.length) this.#draft = current;
    this.#at -= 1;
    return this.#lines[this.#at] ?? null;
  }

  next(): string | null {
    if (this.#at === this.#lines.length) return null;
    this.#at += 1;
    return this.#at === this.#lines.length ? this.#draft : (this.#lines[this.#at] ?? null);
  }
}
