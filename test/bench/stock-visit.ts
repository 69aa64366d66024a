/** A visit to one of the pages in `stock.ts`. */
import type { Visitor } from "./visitor.ts";

export interface Shown {
  readonly text: string;
  /** Seconds since the navigation. */
  readonly time: number;
}

/** @throws Error with what went wrong in the page */
export async function shownByStock(visitor: Visitor, url: string): Promise<Shown> {
  await visitor.navigate(url);
  const shown = String(await visitor.evaluate(`(${String(stockDone)})()`));
  const [, time, text] = /^([\d.]+):(.*)$/s.exec(shown) ?? [];
  if (time === undefined || text === undefined) throw new Error(`the stock page has failed: ${shown}`);
  return { text, time: Number(time) / 1000 };
}

/** In the page: when it was done, a colon, and what it shows; or what went wrong. */
function stockDone(): Promise<string> {
  return new Promise((resolve) => {
    addEventListener("error", ({ message }) => resolve(message));
    addEventListener("unhandledrejection", ({ reason }) => resolve(String(reason)));
    const look = (): void => {
      const done = document.body?.dataset["done"];
      if (done !== undefined) resolve(`${done}:${document.body.textContent}`);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    look();
  });
}
