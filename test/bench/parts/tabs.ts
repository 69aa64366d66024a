/** A second session beside the first: how soon its prompt is there, with a spare interpreter and without. */
import { setTimeout as delay } from "node:timers/promises";
import { withColdBrowser } from "../browser.ts";
import { PROMPT, Shell } from "../shell.ts";
import type { Part } from "../part.ts";

/** What runs, and a spare. */
const FRAMES = 2;
/** From the spare's frame to its being booted, on a slow machine (milliseconds). */
const BOOT = 2500;

export const tabs: Part = {
  name: "tabs",
  title: "Tabs: key → prompt of a new session",
  measure: async (bench) => {
    const url = await bench.page();
    return withColdBrowser(async (page) => {
      const shell = await Shell.ready(page, url);
      const spared: number[] = [];
      const booted: number[] = [];
      for (let round = 0; round < bench.rounds; round += 1) {
        bench.log(`tabs, round ${round + 1} of ${bench.rounds}`);
        await page.locator("iframe").nth(FRAMES - 1).waitFor({ state: "attached" });
        await delay(BOOT);
        spared.push(await opened(shell));
        booted.push(await opened(shell)); // its spare is not there yet
        for (let count = 0; count < 2; count += 1) await page.keyboard.press("Alt+Shift+W");
        await shell.until(PROMPT);
      }
      return [
        { name: "with the spare interpreter", unit: "ms" as const, values: spared, target: { atMost: 600 } },
        { name: "right after another, without", unit: "ms" as const, values: booted },
      ];
    });
  },
};

/** @returns milliseconds since the key */
async function opened(shell: Shell): Promise<number> {
  const times = shell.stages([{ status: "starting" }, PROMPT]);
  await shell.page.keyboard.press("Alt+Shift+N");
  const [, prompt = Number.NaN] = await times;
  return prompt - (await shell.lastInput());
}
