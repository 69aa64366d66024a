/** A program that prints for a long time: the tab's memory stays as it is. And what the processes of a tab with libcloud in it take, ours and the peers'. */
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { proportionalBytes } from "../../servers/memory.ts";
import { settled, withColdBrowser } from "../browser.ts";
import { inConsole, inJupyterLite, inShell } from "../first-driver.ts";
import { jupyterLiteUrl } from "../jupyterlite.ts";
import type { Bench, Part } from "../part.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";
import { withVisitor, type Visitor } from "../visitor.ts";

const MILLION = 1_000_000;
const MILLIONS = 10;
/** By then the shell has prepared an interpreter for the next Restart. */
const SPARE_MILLISECONDS = 6000;

export const memory: Part = {
  name: "memory",
  title: `Memory of the tab, ${MILLIONS} million printed lines`,
  measure: async (bench) => {
    const url = await bench.page();
    const processes = await withDriver(bench);
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
        ...processes,
      ];
    });
  },
};

/** The processes of a page, its frames and workers, when a driver is shown and the browser is at rest; megabytes. */
async function withDriver({ root, site, log, page, peers }: Bench): Promise<Row[]> {
  const { console: stock } = await peers();
  const repl = await jupyterLiteUrl(site, join(root, "build", "wheels"));
  const url = await page();
  const after = (name: string, open: (visitor: Visitor) => Promise<unknown>, rest = 0): Promise<number> => {
    log(`memory of ${name}`);
    return withVisitor(async (visitor) => {
      await open(visitor);
      await delay(rest);
      await settled(() => visitor.browser.SystemInfo.getProcessInfo());
      await visitor.page.HeapProfiler.collectGarbage();
      return (await visitor.renderers()).reduce((sum, id) => sum + proportionalBytes(id), 0) / 1e6;
    });
  };
  const ours = await after("ours", (visitor) => inShell(visitor, url));
  const oursWithSpare = await after("ours, with a spare interpreter", (visitor) => inShell(visitor, url), SPARE_MILLISECONDS);
  const theirs = await after("stock Pyodide's console", (visitor) => inConsole(visitor, site, stock));
  const jupyterLite = await after("JupyterLite's REPL", (visitor) => inJupyterLite(visitor, repl));
  return [
    { name: "processes with a driver: ours", unit: "MB", values: [ours], note: "what is shared is divided by who shares it (PSS)" },
    { name: "  with the spare interpreter, for Restart", unit: "MB", values: [oursWithSpare] },
    { name: "  stock Pyodide's console", unit: "MB", values: [theirs] },
    { name: "  JupyterLite's REPL", unit: "MB", values: [jupyterLite] },
    { name: "  ours / stock console", unit: "×", values: [ours / theirs] },
  ];
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
