/** What a shell is driven by: Playwright's page is one, and so is that of a browser which nobody watches. */
import type { Visitor } from "./visitor.ts";

export interface ShellPage {
  goto(url: string, options: { readonly waitUntil: "commit" }): Promise<unknown>;
  evaluate<R>(run: () => R | Promise<R>): Promise<R>;
  evaluate<R, A>(run: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
  readonly keyboard: {
    insertText(text: string): Promise<void>;
    press(key: string): Promise<void>;
  };
  locator(selector: string): { click(): Promise<void> };
}

/** As many of Playwright's words as a shell uses. To the page they are the same: what it runs, and where it is pressed. */
export function pageOf(visitor: Visitor): ShellPage {
  return {
    goto: (url) => visitor.navigate(url),
    evaluate: async <R, A>(run: (argument: A) => R | Promise<R>, argument?: A) => (await visitor.evaluate(`(${String(run)})(${JSON.stringify(argument)})`)) as R,
    keyboard: { insertText: (text) => visitor.insertText(text), press: (key) => visitor.press(key) },
    locator: (selector) => ({ click: () => visitor.click(selector) }),
  };
}
