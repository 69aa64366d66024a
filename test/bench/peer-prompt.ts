/** A peer's prompt, for whoever types there: where things are to be seen, and which key runs what was typed. */
import { setTimeout as delay } from "node:timers/promises";
import { seen } from "./sight.ts";
import type { Visitor } from "./visitor.ts";

export interface PeerPrompt {
  readonly name: string;
  readonly url: string;
  /** Navigates, and waits for the prompt. @returns when it was there, in seconds since the navigation */
  open(visitor: Visitor): Promise<number>;
  /** Selector of what is being edited. */
  readonly line: string;
  /** Selector of what was printed; the last element is the newest. */
  readonly output: string;
  readonly key: "Enter" | "Shift+Enter";
}

/** Types a word key by key. @returns how long each key took to be in the page, in milliseconds */
export async function keysAt({ line }: PeerPrompt, visitor: Visitor, text: string): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const shown = seen(visitor, [{ selector: line, pattern: `(?<!\\w)${text.slice(0, at + 1)}\\W*$` }]);
    await visitor.press(text.charAt(at));
    const [time = Number.NaN] = await shown;
    times.push(time * 1000 - (await lastInput(visitor)));
  }
  return times;
}

/**
 * Runs a statement that prints.
 *
 * @param last what the output matches when all of it is there
 * @param patience how long it is waited for, in seconds
 * @returns seconds from the key to the last of the output; null when it did not come
 */
export async function printedAt({ output, key }: PeerPrompt, visitor: Visitor, statement: string, last: string, patience: number): Promise<number | null> {
  await visitor.insertText(statement);
  const shown = seen(visitor, [{ selector: output, pattern: last }]);
  // While the page prints it may not answer at all, not even that the key has arrived; and a page that ends then fails the wait.
  const pressed = visitor.press(key);
  const over = new AbortController();
  const printed = Promise.all([shown, pressed]).then(async ([[time = Number.NaN]]) => time - (await lastInput(visitor)) / 1000);
  try {
    return await Promise.race([printed, delay(patience * 1000, null, { signal: over.signal })]);
  } finally {
    printed.catch(() => undefined);
    over.abort();
  }
}

/** The text of what was printed last. */
export async function lastOutput(visitor: Visitor, { output }: PeerPrompt): Promise<string> {
  return String(await visitor.evaluate(`Array.from(document.querySelectorAll(${JSON.stringify(output)})).at(-1)?.textContent`));
}

async function lastInput(visitor: Visitor): Promise<number> {
  return Number(await visitor.evaluate("benchProbe.lastInput()"));
}
