/** What is to be seen in a peer's page, and when it was: measured inside the page, as the shell's own probe does it. */
import type { Visitor } from "./visitor.ts";

/** The last element that the selector finds is there, and its text matches. */
export interface Sight {
  readonly selector: string;
  readonly pattern?: string;
}

/** Waits for one sight after the other. @returns when each was met, in seconds since the navigation */
export async function seen(visitor: Visitor, sights: readonly Sight[]): Promise<number[]> {
  const times = await visitor.evaluate(`(${String(sighted)})(${JSON.stringify(sights)})`);
  return Array.isArray(times) ? times.map((time) => Number(time) / 1000) : [];
}

/** In the page. */
function sighted(sights: readonly Sight[]): Promise<number[]> {
  const holds = ({ selector, pattern }: Sight): boolean => {
    const text = Array.from(document.querySelectorAll(selector)).at(-1)?.textContent;
    return typeof text === "string" && new RegExp(pattern ?? "", "m").test(text.replaceAll("\u00a0", " "));
  };
  return new Promise((resolve) => {
    const times: number[] = [];
    const look = (): void => {
      const now = performance.now(); // reading the page takes time of its own
      for (let sight = sights[times.length]; sight !== undefined && holds(sight); sight = sights[times.length]) times.push(now);
      if (times.length < sights.length) return;
      observer.disconnect();
      resolve(times);
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    look();
  });
}
