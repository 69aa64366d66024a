/** Puts into `index.html` what it says: `%TEXT:find%` there is the export `find` of `src/text/document.ts`. */
import type { Plugin } from "vite";
import * as text from "../../src/text/document.ts";

const PLACE = /%TEXT:([^%]*)%/g;

export function textPlugin(): Plugin {
  return { name: "text", transformIndexHtml: { order: "pre", handler: (html) => withTexts(html, text) } };
}

/** Exported for its test. @throws Error where a place has no text, or a text no place: a page without its words is not to be built */
export function withTexts(html: string, texts: Readonly<Record<string, string>>): string {
  const unused = new Set(Object.keys(texts));
  const page = html.replaceAll(PLACE, (_place, name: string) => {
    const words = Object.hasOwn(texts, name) ? texts[name] : undefined;
    if (words === undefined) throw new Error(`index.html wants a text that there is not: ${name}`);
    unused.delete(name);
    return escaped(words);
  });
  if (unused.size > 0) throw new Error(`index.html has no place for: ${[...unused].join(", ")}`);
  return page;
}

/** For elements' content and for attributes in double quotes. */
function escaped(words: string): string {
  return words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
