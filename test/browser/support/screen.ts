/**
 * Reads the page from inside the page, so that no way to the test's process is in what is measured. The functions are sent to
 * the page as text: they use nothing from outside of themselves.
 */
import { inPage, type Tab } from "./tab.ts";

export interface Wanted {
  /** What the terminal's text has to match; trailing blanks of rows are cut, and empty rows at the end. */
  readonly screen: RegExp;
  /** The status bar's `data-status`. */
  readonly status?: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

export interface Seen {
  readonly text: string;
  /** Milliseconds since the last key or click, when it was seen. */
  readonly sinceInput: number;
}

export function readScreen(tab: Tab): Promise<string> {
  return inPage(tab, () =>
    Array.from(document.querySelectorAll(".session:not([hidden]) .xterm-rows > div"), (row) => (row.textContent ?? "").replaceAll("\u00a0", " ").trimEnd())
      .join("\n")
      .trimEnd(),
  );
}

/** Notes when keys are pressed and buttons are clicked, for {@link Seen.sinceInput}. Call it before the input. */
export async function watchInput(tab: Tab): Promise<void> {
  await inPage(tab, () => {
    const note = (event: Event): void => void Object.assign(globalThis, { lastInput: event.timeStamp });
    for (const type of ["keydown", "click"]) addEventListener(type, note, { capture: true });
  });
}

/** @throws Error with the screen when it does not come to that */
export async function untilScreen(tab: Tab, { screen, status, timeout = 40_000 }: Wanted): Promise<Seen> {
  const seen = await inPage(tab, waitInPage, { source: screen.source, flags: screen.flags, status: status ?? null, timeout });
  if (seen.sinceInput !== null) return { text: seen.text, sinceInput: seen.sinceInput };
  throw new Error(`The screen did not come to ${screen} (${status ?? "any status"}) in ${timeout} ms:\n${seen.text}\n[${seen.status}]`);
}

interface PageWanted {
  readonly source: string;
  readonly flags: string;
  readonly status: string | null;
  readonly timeout: number;
}

function waitInPage(wanted: PageWanted): Promise<{ text: string; status: string | undefined; sinceInput: number | null }> {
  const pattern = new RegExp(wanted.source, wanted.flags);
  const text = (): string =>
    Array.from(document.querySelectorAll(".session:not([hidden]) .xterm-rows > div"), (row) => (row.textContent ?? "").replaceAll("\u00a0", " ").trimEnd())
      .join("\n")
      .trimEnd();
  const status = (): string | undefined => document.getElementById("status")?.dataset["status"];
  return new Promise((resolve) => {
    const finish = (sinceInput: number | null): void => {
      observer.disconnect();
      clearTimeout(timer);
      resolve({ text: text(), status: status(), sinceInput });
    };
    const check = (): void => {
      if (wanted.status !== null && status() !== wanted.status) return;
      if (pattern.test(text())) finish(performance.now() - Number(Reflect.get(globalThis, "lastInput") ?? 0));
    };
    const observer = new MutationObserver(check);
    const timer = setTimeout(() => finish(null), wanted.timeout);
    observer.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
    check();
  });
}
