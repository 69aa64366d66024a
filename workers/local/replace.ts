/** A change to a library's text, which is pinned: @throws Error when the text is another than the change was written for */
export function replaceOnce(text: string, from: string, to: string): string {
  const [before, after, ...more] = text.split(from);
  if (before === undefined || after === undefined || more.length > 0) throw new Error(`The library's text does not have once: ${from}`);
  return before + to + after;
}
