/** A program that prints for a long time: the tab's memory stays as it is. */
import type { Page } from "@playwright/test";
import { withColdBrowser } from "../browser.ts";
import type { Part } from "../part.ts";
import { Shell } from "../shell.ts";

const MILLION = 1_000_000;
const MILLIONS = 10;

export const memory: Part = {
  name: "memory",
  title: `Memory of the tab, ${MILLIONS} million printed lines`,
  measure: async (bench) => {
    const url = await bench.page();
    return withColdBrowser(async (page) => {
      const shell = await Shell.ready(page, url);
      const before = await measured(page);
      const after: number[] = [];
      for (let round = 1; round <= MILLIONS; round += 1) {
        bench.log(`million ${round} of ${MILLIONS}`);
        await shell.clear();
        await shell.draft(`exec('for i in range(${MILLION}): print(i)'); print("e" + "nd", ${round})`);
        const shown = shell.until({ screen: `^end ${round}$` });
        await page.keyboard.press("Enter");
        await shown;
        after.push(await measured(page));
      }
      const [first, last] = [after[0] ?? Number.NaN, after.at(-1) ?? Number.NaN];
      return [
        { name: "at the first prompt", unit: "MB", values: [before] },
        { name: "after one million lines", unit: "MB", values: [first], note: "the scrollback is full" },
        { name: `after ${MILLIONS} million lines`, unit: "MB", values: [last] },
        { name: `${MILLIONS} million, to one million`, unit: "×", values: [last / first], target: { atMost: 1.1 } },
      ];
    });
  },
};

/** Of the page, its frames and workers, after a garbage collection. https://wicg.github.io/performance-measure-memory/ */
async function measured(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
  return page.evaluate(async () => {
    const measure: unknown = Reflect.get(performance, "measureUserAgentSpecificMemory");
    if (typeof measure !== "function") throw new Error("this browser does not measure memory");
    const { bytes }: { readonly bytes: number } = await measure.call(performance);
    return bytes / 1e6;
  });
}
