/** A program that prints for a long time: the tab's memory stays as it is. And what a peer's tab with libcloud in it takes. */
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { withColdBrowser } from "../browser.ts";
import { inConsole, inJupyterLite } from "../first-driver.ts";
import { jupyterLiteUrl } from "../jupyterlite.ts";
import type { Bench, Part } from "../part.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";
import { withVisitor, type Visitor } from "../visitor.ts";

const MILLION = 1_000_000;
const MILLIONS = 10;
const INTERPRETER_COUNTED = "with its interpreter: not to be held against the rows above";

export const memory: Part = {
  name: "memory",
  title: `Memory of the tab, ${MILLIONS} million printed lines`,
  measure: async (bench) => {
    const url = await bench.page();
    const found = await peers(bench);
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
        { name: "at the first prompt", unit: "MB", values: [before], note: "the page alone, without the interpreter's frame" },
        { name: "after one million lines", unit: "MB", values: [first], note: "the scrollback is full" },
        { name: `after ${MILLIONS} million lines`, unit: "MB", values: [last] },
        { name: `${MILLIONS} million, to one million`, unit: "×", values: [last / first], target: { atMost: 1.1 } },
        // No ratio: browsers leave out frames of a foreign origin, as the cell is, while the peers' interpreters are counted.
        ...Object.entries(found).map(([name, value]): Row => ({ name: `${name}, with a driver`, unit: "MB", values: [value], note: INTERPRETER_COUNTED })),
      ];
    });
  },
};

/** What their tabs take when libcloud is there; megabytes. */
async function peers({ root, site, log, peers: served }: Bench): Promise<Readonly<Record<string, number>>> {
  const { console: stock } = await served();
  const repl = await jupyterLiteUrl(site, join(root, "build", "wheels"));
  const after = (first: (visitor: Visitor) => Promise<unknown>): Promise<number> => {
    log("memory of a peer");
    return withVisitor(async (visitor) => {
      await first(visitor);
      await visitor.page.HeapProfiler.collectGarbage();
      return Number(await visitor.evaluate(`(${String(tabMemory)})()`));
    });
  };
  return {
    "stock Pyodide's console": await after((visitor) => inConsole(visitor, site, stock)),
    "JupyterLite's REPL": await after((visitor) => inJupyterLite(visitor, repl)),
  };
}

/** Of the page, and of frames and workers of its origin, after a garbage collection. */
async function measured(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  await session.detach();
  return page.evaluate(tabMemory);
}

/** In the page; megabytes. https://wicg.github.io/performance-measure-memory/ */
async function tabMemory(): Promise<number> {
  const measure: unknown = Reflect.get(performance, "measureUserAgentSpecificMemory");
  if (typeof measure !== "function") throw new Error("this browser does not measure memory");
  const { bytes }: { readonly bytes: number } = await measure.call(performance);
  return bytes / 1e6;
}
