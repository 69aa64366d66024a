/** What the tests need of a browser's tab, of whatever engine it is. */
export interface Tab {
  /** Goes there; what follows finds the new document. */
  goto(url: string): Promise<void>;
  /** The value of an expression in the page, or what it promises; JSON can say it. */
  evaluate(expression: string): Promise<unknown>;
  /** A key, or several that are held down together: `Enter`, `Control+c`. */
  press(key: string): Promise<void>;
  /** Text at once, as an input method gives it. */
  insert(text: string): Promise<void>;
  /** Presses the mouse's button at a place in the viewport. */
  click(x: number, y: number): Promise<void>;
}

/** Calls a function in the page. It is sent there as text: it uses nothing from outside of itself. */
export async function inPage<R>(tab: Tab, call: () => R | Promise<R>): Promise<R>;
export async function inPage<A, R>(tab: Tab, call: (argument: A) => R | Promise<R>, argument: A): Promise<R>;
export async function inPage(tab: Tab, call: (argument: unknown) => unknown, argument?: unknown): Promise<unknown> {
  return tab.evaluate(`(${call.toString()})(${JSON.stringify(argument)})`);
}

/** The keys of a chord, in the order in which they go down. */
export function keysOf(chord: string): readonly string[] {
  return chord.split(/(?<=\w)\+(?=.)/);
}
