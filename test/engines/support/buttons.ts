/** The mouse, and questions. */
import { inPage, type Tab } from "../../browser/support/tab.ts";

/** Waits for a button whose text begins so, and clicks it. */
export async function clickButton(tab: Tab, label: string): Promise<void> {
  const { x, y } = await inPage(tab, placeInPage, label);
  await tab.click(x, y);
}

/** What the open question says; null where there is none. */
export function question(tab: Tab): Promise<string | null> {
  return inPage(tab, () => document.querySelector("dialog[open]")?.textContent ?? null);
}

/** The centre of the button, when nothing lies over it and it has stayed where it is from one frame to the next. */
function placeInPage(label: string): Promise<{ readonly x: number; readonly y: number }> {
  return new Promise((resolve) => {
    const look = (before: DOMRect | undefined): void => {
      const button = [...document.querySelectorAll("button")].find((each) => each.textContent.trim().startsWith(label) && each.checkVisibility());
      const box = button?.getBoundingClientRect();
      const [x, y] = box === undefined ? [0, 0] : [box.x + box.width / 2, box.y + box.height / 2];
      const still = box !== undefined && box.x === before?.x && box.y === before.y;
      if (still && button?.contains(document.elementFromPoint(x, y)) === true) resolve({ x, y });
      else requestAnimationFrame(() => look(box));
    };
    look(undefined);
  });
}
