/** From the navigation to a usable EC2 driver: ours, stock Pyodide with micropip, JupyterLite's REPL, native Python; each time from nothing. */
import { join } from "node:path";
import { printedBy } from "../../servers/native.ts";
import { testPython } from "../../servers/project.ts";
import { connectJupyterLite, jupyterLiteUrl } from "../jupyterlite.ts";
import type { Bench, Part } from "../part.ts";
import type { Row } from "../report.ts";
import { ratios } from "../statistics.ts";
import { shownByStock } from "../stock-visit.ts";
import { withVisitor } from "../visitor.ts";

const STATEMENT = "get_driver('ec2')('a','b')";
const DRIVER = "<libcloud\\.compute\\.drivers\\.ec2\\.EC2NodeDriver";
const NATIVE = `import libcloud
from libcloud.compute.providers import get_driver
print(repr(get_driver("ec2")("a", "b")))`;

/** Seconds since the navigation. */
interface Ours {
  readonly typable: number;
  readonly fetched: number;
  readonly prompt: number;
  readonly driver: number;
}

export const coldStart: Part = {
  name: "cold-start",
  title: "Cold start: navigation → get_driver('ec2')('a', 'b') shown",
  async measure(bench) {
    const url = await bench.page();
    await native(); // so that the files are in the system's cache, as the site's are
    const ours: Ours[] = [];
    const stock: number[] = [];
    const jupyterLite: number[] = [];
    await connectJupyterLite(bench.site);
    const repl = await jupyterLiteUrl(bench.site, join(bench.root, "build", "wheels"));
    const pythons: number[] = [];
    for (let round = 0; round < bench.rounds; round += 1) {
      bench.log(`cold start, round ${round + 1} of ${bench.rounds}`);
      const steps = [async () => ours.push(await inShell(url)), async () => stock.push(await inStockPage(bench)), async () => jupyterLite.push(await inJupyterLite(repl))];
      for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step();
      pythons.push(await native());
    }
    return rows(ours, { stock, jupyterLite, pythons });
  },
};

interface Peers {
  readonly stock: readonly number[];
  readonly jupyterLite: readonly number[];
  readonly pythons: readonly number[];
}

function rows(ours: readonly Ours[], { stock, jupyterLite, pythons }: Peers): Row[] {
  const drivers = ours.map(({ driver }) => driver);
  return [
    { name: "ours", unit: "s", values: drivers },
    { name: "  of it: the terminal takes keys", unit: "s", values: ours.map(({ typable }) => typable) },
    { name: "  of it: wasm and snapshot fetched", unit: "s", values: ours.map(({ fetched }) => fetched) },
    { name: "  of it: prompt", unit: "s", values: ours.map(({ prompt }) => prompt) },
    { name: "stock Pyodide and micropip", unit: "s", values: stock },
    { name: "JupyterLite's REPL", unit: "s", values: jupyterLite },
    { name: "native Python (a whole process)", unit: "s", values: pythons },
    { name: "stock / ours, pair by pair", unit: "×", values: ratios(drivers, stock), target: { atLeast: 7 } },
    { name: "JupyterLite / ours, pair by pair", unit: "×", values: ratios(drivers, jupyterLite), target: { atLeast: 10 } },
    { name: "ours / native", unit: "×", values: ratios(pythons, drivers) },
  ];
}

function inShell(url: string): Promise<Ours> {
  return withVisitor(async (visitor) => {
    await visitor.navigate(url);
    const [typable = Number.NaN] = await visitor.stages([{ focused: true }]);
    const times = visitor.stages([{ screen: "^>>> " }, { screen: DRIVER }]);
    await visitor.enter(STATEMENT);
    const [prompt = Number.NaN, driver = Number.NaN] = await times;
    const fetched = Number(await visitor.evaluate(`(${String(bootAssetsFetched)})()`)) / 1000;
    return { typable, fetched, prompt, driver };
  });
}

/** In the page: when the last of the assets that the prompt waits for was there. */
function bootAssetsFetched(): number {
  const entries = performance.getEntriesByType("resource").filter(({ name }) => /\/(wasm|snapshot|worker)-/.test(name));
  return Math.max(...entries.map((entry) => (entry instanceof PerformanceResourceTiming ? entry.responseEnd : Number.NaN)));
}

function inStockPage({ site }: Bench): Promise<number> {
  return withVisitor(async (visitor) => {
    const { text, time } = await shownByStock(visitor, `${site.origin}/stock/`);
    if (!new RegExp(DRIVER).test(text)) throw new Error(`the stock page shows no driver: ${text}`);
    return time;
  });
}

function inJupyterLite(url: string): Promise<number> {
  return withVisitor(async (visitor) => {
    await visitor.navigate(url);
    const shown = String(await visitor.evaluate(`(${String(outputShown)})()`));
    const [time = "", text = ""] = shown.split(/:(.*)/s);
    if (!new RegExp(DRIVER).test(text)) throw new Error(`JupyterLite shows no driver: ${shown}`);
    return Number(time) / 1000;
  });
}

/** In the page: when there was output, a colon, and what it is. */
function outputShown(): Promise<string> {
  return new Promise((resolve) => {
    const look = (): void => {
      const output = document.querySelector(".jp-OutputArea-output")?.textContent ?? "";
      if (output !== "") resolve(`${performance.now()}:${output}`);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    look();
  });
}

async function native(): Promise<number> {
  const python = await testPython();
  const begin = performance.now();
  await printedBy(python, NATIVE);
  return (performance.now() - begin) / 1000;
}
