/** Five more drivers in a session that has libcloud: their modules come from the library's files, in stock Pyodide from what micropip installed, natively from the disk. */
import { printedBy } from "../../servers/native.ts";
import { testPython } from "../../servers/project.ts";
import { withColdBrowser } from "../browser.ts";
import { inConsole } from "../first-driver.ts";
import type { Part } from "../part.ts";
import { lastOutput, type PeerPrompt } from "../peer-prompt.ts";
import { Shell } from "../shell.ts";
import type { Site } from "../site.ts";
import { ratios } from "../statistics.ts";
import { runInConsole } from "../stock-console.ts";
import { withVisitor } from "../visitor.ts";

/** Seconds that it takes. Both have imported the same before. */
const MEASURE = `import json, time
from libcloud.compute.providers import get_driver
get_driver("ec2")
begin = time.perf_counter()
for name in ("azure_arm", "digitalocean", "gce", "linode", "openstack"): get_driver(name)
seconds = time.perf_counter() - begin`;

export const drivers: Part = {
  name: "drivers",
  title: "Import of five more drivers (Azure, DigitalOcean, Google, Linode, OpenStack)",
  measure: async (bench) => {
    const url = await bench.page();
    const ours: number[] = [];
    const { console: stock } = await bench.peers();
    const stocks: number[] = [];
    const native: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      bench.log(`drivers, round ${round + 1} of ${bench.rounds}`);
      ours.push(await inShell(url));
      stocks.push(await inStock(bench.site, stock));
      native.push(await outside());
    }
    return [
      { name: "ours", unit: "s", values: ours },
      { name: "stock Pyodide's console", unit: "s", values: stocks },
      { name: "native", unit: "s", values: native },
      { name: "stock console / ours", unit: "×", values: ratios(ours, stocks) },
      { name: "ours / native", unit: "×", values: ratios(native, ours) },
    ];
  },
};

function inShell(url: string): Promise<number> {
  return withColdBrowser(async (page) => {
    const shell = await Shell.ready(page, url);
    await shell.run("import sqlite3"); // which waits for the library, and that is no part of this
    await shell.run(`exec(${JSON.stringify(MEASURE)})`);
    return seconds(await shell.value("seconds"));
  });
}

function inStock(site: Site, stock: PeerPrompt): Promise<number> {
  return withVisitor(async (visitor) => {
    await inConsole(visitor, site, stock);
    await runInConsole(visitor, `exec(${JSON.stringify(MEASURE)})`);
    await runInConsole(visitor, "seconds");
    return seconds(JSON.parse(await lastOutput(visitor, stock)));
  });
}

async function outside(): Promise<number> {
  return seconds(JSON.parse(await printedBy(await testPython(), `${MEASURE}\nprint(json.dumps(seconds))`)));
}

function seconds(value: unknown): number {
  if (typeof value !== "number") throw new TypeError(`this is no time: ${JSON.stringify(value)}`);
  return value;
}
