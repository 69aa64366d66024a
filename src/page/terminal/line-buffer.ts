/** A line of text that is being edited, and a cursor in it. Pure; positions count grapheme clusters (UAX #29). */

const segmenter = new Intl.Segmenter();

export function graphemes(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Tells where the cursor would go. */
export type Movement = () => number;

export class LineBuffer {
  #clusters: string[] = [];
  #cursor = 0;

  get text(): string {
    return this.#clusters.join("");
  }

  get beforeCursor(): string {
    return this.#clusters.slice(0, this.#cursor).join("");
  }

  set(text: string): void {
    this.#clusters = graphemes(text);
    this.#cursor = this.#clusters.length;
  }

  insert(text: string): void {
    const before = graphemes(this.beforeCursor + text); // a combining mark joins what stands before it
    this.#clusters = [...before, ...this.#clusters.slice(this.#cursor)];
    this.#cursor = before.length;
  }

  /** Deletes from the cursor to where `movement` would bring it. */
  delete(movement: Movement): void {
    const to = movement();
    const from = Math.min(this.#cursor, to);
    this.#clusters.splice(from, Math.max(this.#cursor, to) - from);
    this.#cursor = from;
  }

  move(movement: Movement): void {
    this.#cursor = movement();
  }

  // Where each movement ends.

  readonly left = (): number => Math.max(0, this.#cursor - 1);
  readonly right = (): number => Math.min(this.#clusters.length, this.#cursor + 1);
  readonly start = (): number => 0;
  readonly end = (): number => this.#clusters.length;

  readonly wordLeft = (): number => {
    let at = this.#cursor;
    while (at > 0 && !this.#isWord(at - 1)) at -= 1;
    while (at > 0 && this.#isWord(at - 1)) at -= 1;
    return at;
  };

  readonly wordRight = (): number => {
    let at = this.#cursor;
    while (at < this.#clusters.length && !this.#isWord(at)) at += 1;
    while (at < this.#clusters.length && this.#isWord(at)) at += 1;
    return at;
  };

  #isWord(index: number): boolean {
    return /[\p{L}\p{N}_]/u.test(this.#clusters[index] ?? "");
  }
}
