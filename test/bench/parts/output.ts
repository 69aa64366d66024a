/** A program that prints much: how long it takes, and whether the page stays alive meanwhile. */
import { withColdBrowser } from "../browser.ts";
import type { Part } from "../part.ts";
import { Shell } from "../shell.ts";

const STATEMENT = "exec('for i in range(1, 100_001): print(i)')";

export const output: Part = {
  name: "output",
  title: "100,000 printed lines",
  measure: async (bench) => {
    const url = await bench.page();
    return withColdBrowser(async (page) => {
      const shell = await Shell.ready(page, url);
      const seconds: number[] = [];
      const gaps: number[] = [];
      const tasks: number[] = [];
      for (let round = 0; round < bench.rounds; round += 1) {
        bench.log(`output, round ${round + 1} of ${bench.rounds}`);
        await shell.clear();
        await shell.draft(STATEMENT);
        await shell.watchFreezes();
        const shown = shell.until({ screen: "^100000$" });
        await page.keyboard.press("Enter");
        seconds.push(((await shown) - (await shell.lastInput())) / 1000);
        const { frameGap, longestTask } = await shell.freezes();
        gaps.push(frameGap);
        tasks.push(longestTask);
      }
      return [
        { name: "Enter → last line on the screen", unit: "s" as const, values: seconds },
        { name: "longest time without a frame", unit: "ms" as const, values: gaps, target: { atMost: 50 }, worst: true },
        { name: "longest task of the page", unit: "ms" as const, values: tasks, target: { atMost: 50 }, worst: true, note: "0: none over 50 ms" },
      ];
    });
  },
};
