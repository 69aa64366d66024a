/** Changes to a library's text, in the order in which they are made. */
export type Edits = readonly (readonly [from: string, to: string])[];

/** @throws Error as {@link replaceOnce} */
export function edited(text: string, edits: Edits): string {
  return edits.reduce((before, [from, to]) => replaceOnce(before, from, to), text);
}

/** A change to a library's text, which is pinned: @throws Error when the text is another than the change was written for */
export function replaceOnce(text: string, from: string, to: string): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0) throw new Error(`The library's text does not have once: ${from}`);
  return before + to + after;
}
