/**
 * From the navigation to a usable EC2 driver in a browser that was started anew and has seen the page once before: ours with the kept site, and
 * without; the peers with all that they fetched in the browser's cache; native Python, which is the same each time.
 */
import { join } from "node:path";
import { inConsole, inJupyterLite, inShell, natively, type Ours } from "../first-driver.ts";
import { jupyterLiteUrl } from "../jupyterlite.ts";
import type { Bench, Part } from "../part.ts";
import type { Row } from "../report.ts";
import { ratios } from "../statistics.ts";
import { visitWith, withProfile, type Visitor } from "../visitor.ts";

export const repeatVisit: Part = {
  name: "repeat-visit",
  title: "Repeat visit, in a new browser process: navigation → get_driver('ec2')('a', 'b') shown",
  async measure(bench) {
    const { root, site, rounds, log } = bench;
    const url = await bench.page();
    const peers = await bench.peers();
    const repl = await jupyterLiteUrl(site, join(root, "build", "wheels"));
    await natively(); // so that the files are in the system's cache, as the site's are
    const found: Found = { kept: [], fetched: [], stock: [], jupyterLite: [], natives: [] };
    for (let round = 0; round < rounds; round += 1) {
      log(`repeat visit, round ${round + 1} of ${rounds}`);
      const steps = [
        async () => found.kept.push(await ours(bench, url, true)),
        async () => found.fetched.push(await ours(bench, url, false)),
        async () => found.stock.push((await secondTime((visitor) => inConsole(visitor, site, peers.console))).driver),
        async () => found.jupyterLite.push(await secondTime((visitor) => inJupyterLite(visitor, repl))),
      ];
      for (const step of round % 2 === 0 ? steps : steps.toReversed()) await step();
      found.natives.push(await natively());
    }
    return rows(found);
  },
};

interface Found {
  readonly kept: Ours[];
  readonly fetched: Ours[];
  readonly stock: number[];
  readonly jupyterLite: number[];
  readonly natives: number[];
}

function rows({ kept, fetched, stock, jupyterLite, natives }: Found): Row[] {
  const drivers = kept.map(({ driver }) => driver);
  const prompts = kept.map(({ prompt }) => prompt);
  const fetchedPrompts = fetched.map(({ prompt }) => prompt);
  return [
    { name: "ours, from what the browser keeps", unit: "s", values: drivers, note: "the aim: 0.7 s, or what the last row says" },
    { name: "  of it: prompt", unit: "s", values: prompts },
    { name: "ours, from the server, on loopback", unit: "s", values: fetched.map(({ driver }) => driver) },
    { name: "  of it: prompt", unit: "s", values: fetchedPrompts },
    { name: "stock Pyodide's console and micropip", unit: "s", values: stock, note: "from the browser's cache" },
    { name: "JupyterLite's REPL", unit: "s", values: jupyterLite, note: "from the browser's cache" },
    { name: "native Python (a whole process)", unit: "s", values: natives },
    { name: "kept / fetched, prompts, pair by pair", unit: "×", values: ratios(fetchedPrompts, prompts) },
    { name: "stock console / ours, pair by pair", unit: "×", values: ratios(drivers, stock) },
    { name: "JupyterLite / ours, pair by pair", unit: "×", values: ratios(drivers, jupyterLite) },
    { name: "ours / native", unit: "×", values: ratios(natives, drivers), target: { atMost: 5 } },
  ];
}

/** @param keep whether the site is kept at the first visit */
function ours({ site }: Bench, url: string, keep: boolean): Promise<Ours> {
  const config = site.texts.get("/config.json") ?? "{}";
  site.texts.set("/config.json", JSON.stringify({ ...JSON.parse(config), offline: keep }));
  const afterwards = async (visitor: Visitor): Promise<unknown> => keep && visitor.evaluate("navigator.serviceWorker.ready.then(() => undefined)");
  return secondTime((visitor) => inShell(visitor, url), afterwards);
}

/** @param afterwards what the first visit does before it ends */
function secondTime<T>(visit: (visitor: Visitor) => Promise<T>, afterwards: (visitor: Visitor) => Promise<unknown> = () => Promise.resolve()): Promise<T> {
  return withProfile(async (profile) => {
    await visitWith(profile, async (visitor) => {
      await visit(visitor);
      await afterwards(visitor);
    });
    return visitWith(profile, visit);
  });
}
