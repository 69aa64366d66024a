/** How long a key takes to be on the screen, at the prompt. */
import { withColdBrowser } from "../browser.ts";
import type { Part } from "../part.ts";
import { Shell } from "../shell.ts";
import { median, quantile } from "../statistics.ts";

const TEXT = "the quick brown fox jumps over the lazy dog and runs on".replaceAll(" ", "_");

export const echo: Part = {
  name: "echo",
  title: `Key → character on the screen (${TEXT.length} keys)`,
  measure: async (bench) => {
    const url = await bench.page();
    return withColdBrowser(async (page) => {
      const shell = await Shell.ready(page, url);
      await shell.clear();
      const times: number[] = [];
      for (let at = 0; at < TEXT.length; at += 1) {
        const shown = shell.until({ screen: `^>>> ${TEXT.slice(0, at + 1)}$` });
        await page.keyboard.press(TEXT.charAt(at));
        times.push((await shown) - (await shell.lastInput()));
      }
      return [
        { name: "median", unit: "ms" as const, values: [median(times)], note: "a frame is 16.7 ms" },
        { name: "95th percentile", unit: "ms" as const, values: [quantile(times, 0.95)] },
      ];
    });
  },
};
