/** From the navigation to a usable EC2 driver, each time from nothing: ours and its peers in turn. */
import { join } from "node:path";
import { inBarePage, inConsole, type InConsole, inJupyterLite, inShell, natively, type Ours } from "../first-driver.ts";
import { jupyterLiteUrl } from "../jupyterlite.ts";
import type { Part } from "../part.ts";
import type { Row } from "../report.ts";
import { ratios } from "../statistics.ts";
import { withVisitor } from "../visitor.ts";

export const coldStart: Part = {
  name: "cold-start",
  title: "Cold start: navigation → get_driver('ec2')('a', 'b') shown",
  async measure(bench) {
    const { root, site, rounds, log } = bench;
    const url = await bench.page();
    const peers = await bench.peers();
    const repl = await jupyterLiteUrl(site, join(root, "build", "wheels"));
    await natively(); // so that the files are in the system's cache, as the site's are
    const found: Found = { ours: [], stock: [], bare: [], jupyterLite: [], natives: [] };
    for (let round = 0; round < rounds; round += 1) {
      log(`cold start, round ${round + 1} of ${rounds}`);
      const steps = [
        async () => found.ours.push(await withVisitor((visitor) => inShell(visitor, url))),
        async () => found.stock.push(await withVisitor((visitor) => inConsole(visitor, site, peers.console))),
        async () => found.bare.push(await withVisitor((visitor) => inBarePage(visitor, peers.barePage))),
        async () => found.jupyterLite.push(await withVisitor((visitor) => inJupyterLite(visitor, repl))),
      ];
      for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step();
      found.natives.push(await natively());
    }
    return rows(found);
  },
};

interface Found {
  readonly ours: Ours[];
  readonly stock: InConsole[];
  readonly bare: number[];
  readonly jupyterLite: number[];
  readonly natives: number[];
}

function rows({ ours, stock, bare, jupyterLite, natives }: Found): Row[] {
  const drivers = ours.map(({ driver }) => driver);
  const consoles = stock.map(({ driver }) => driver);
  return [
    { name: "ours", unit: "s", values: drivers },
    { name: "  of it: the terminal takes keys", unit: "s", values: ours.map(({ typable }) => typable) },
    { name: "  of it: wasm and snapshot fetched", unit: "s", values: ours.map(({ fetched }) => fetched) },
    { name: "  of it: prompt", unit: "s", values: ours.map(({ prompt }) => prompt) },
    { name: "stock Pyodide's console and micropip", unit: "s", values: consoles },
    { name: "  of it: prompt", unit: "s", values: stock.map(({ prompt }) => prompt) },
    { name: "stock Pyodide, a bare page", unit: "s", values: bare },
    { name: "JupyterLite's REPL", unit: "s", values: jupyterLite },
    { name: "native Python (a whole process)", unit: "s", values: natives },
    { name: "stock console / ours, pair by pair", unit: "×", values: ratios(drivers, consoles), target: { atLeast: 10 } },
    { name: "bare page / ours, pair by pair", unit: "×", values: ratios(drivers, bare), target: { atLeast: 7 } },
    { name: "JupyterLite / ours, pair by pair", unit: "×", values: ratios(drivers, jupyterLite), target: { atLeast: 10 } },
    { name: "ours / native", unit: "×", values: ratios(natives, drivers) },
  ];
}
