/**
 * Programs that only compute and print: how much of the speed of stock Pyodide they have at the prompt. CPython asks for Ctrl-C whenever it
 * makes a string of a value; in the stock page, where there is none, nobody is asked.
 */
import { readFileSync } from "node:fs";
import { withColdBrowser } from "../browser.ts";
import { numberOf, record } from "../native-script.ts";
import type { Part } from "../part.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";
import { ratios } from "../statistics.ts";
import { stockProgram } from "../stock.ts";
import { shownByStock } from "../stock-visit.ts";
import { withVisitor } from "../visitor.ts";

const WORK = readFileSync(new URL("../work.py", import.meta.url), "utf8");

/** The functions of `work.py`. */
const NAMES = { loops: "300,000 turns of a loop", calls: "200,000 calls of C functions", strings: "100,000 values as strings", lines: "50,000 printed lines" } as const;

export const python: Part = {
  name: "python",
  title: "Python at the prompt beside stock Pyodide",
  async measure(bench) {
    const url = await bench.page();
    const stockPath = "/stock/work/";
    bench.site.texts.set(stockPath, stockProgram(`${WORK}\nimport json\njson.dumps(run())`));
    const ours: Record<string, unknown>[] = [];
    const stock: Record<string, unknown>[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      bench.log(`Python, round ${round + 1} of ${bench.rounds}`);
      ours.push(await atThePrompt(url));
      stock.push(await withVisitor(async (visitor) => record(JSON.parse((await shownByStock(visitor, `${bench.site.origin}${stockPath}`)).text))));
    }
    return Object.entries(NAMES).flatMap(([key, name]) => rows(name, ours.map((times) => numberOf(times, key)), stock.map((times) => numberOf(times, key))));
  },
};

function rows(name: string, ours: readonly number[], stock: readonly number[]): Row[] {
  return [
    { name: `${name}, ours`, unit: "ms", values: ours.map((seconds) => seconds * 1000) },
    { name: `${name}, stock / ours`, unit: "×", values: ratios(ours, stock) },
  ];
}

function atThePrompt(url: string): Promise<Record<string, unknown>> {
  return withColdBrowser(async (page) => {
    const shell = await Shell.ready(page, url);
    await shell.load("work", WORK);
    return record(await shell.value('work["run"]()'));
  });
}
