/** What a visitor downloads until the prompt, and what until the first statement has run; and the same of the peers. */
import { join } from "node:path";
import { withColdBrowser } from "../browser.ts";
import { inBarePage, inConsole, inJupyterLite } from "../first-driver.ts";
import { jupyterLiteUrl } from "../jupyterlite.ts";
import type { Bench, Part } from "../part.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";
import { withVisitor, type Visitor } from "../visitor.ts";
import { arrived, wireBytes } from "../wire.ts";

/** Long enough for any statement that does not wait for a file that never comes; milliseconds. */
const PATIENCE = 3000;

interface Download {
  readonly path: string;
  readonly bytes: number;
}

export const bytes: Part = {
  name: "bytes",
  title: "Bytes on the wire (gzip -9, but for what is compressed already)",
  measure: async (bench) => [...(await ours(bench)), ...(await peers(bench))],
};

async function ours(bench: Bench): Promise<Row[]> {
  const url = await bench.page();
  // On loopback everything is there at once. So the cold code, and the library behind it, are held back, to see what can be done without them.
  const release = bench.site.hold("/image/cold-");
  return withColdBrowser(async (page) => {
    const { shell } = await Shell.open(page, url);
    await shell.until({ screen: "^>>>" });
    const prompt = await downloads(bench, await page.evaluate(arrived));
    await shell.type("print('first', 'statement')");
    const ran = shell.until({ screen: "^first statement$" });
    const alone = await Promise.race([ran.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE))]);
    release();
    await ran;
    await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name, duration }) => name.includes("/image/library-") && duration > 0));
    const all = await downloads(bench, await page.evaluate(arrived));
    return rows(prompt, all, alone === true);
  }).finally(release);
}

function rows(prompt: readonly Download[], all: readonly Download[], statementRanAlone: boolean): Row[] {
  const later = all.filter(({ path }) => !prompt.some((download) => download.path === path));
  const note = statementRanAlone ? "the first statement did not wait for these" : "the first statement waits for these";
  return [
    { name: "until the prompt", unit: "MB", values: [megabytes(prompt)], target: { atMost: 9 } },
    ...prompt.map(row),
    { name: "after it", unit: "MB", values: [megabytes(later)], note },
    ...later.map(row),
    { name: "until the first statement's result", unit: "MB", values: [megabytes(statementRanAlone ? prompt : all)] },
  ];
}

function row({ path, bytes: size }: Download): Row {
  return { name: `  ${path}`, unit: "kB", values: [size / 1000] };
}

/** What their browsers ask the host for, on a first visit: until the prompt, and until a driver is shown, for which they install libcloud. */
async function peers(bench: Bench): Promise<Row[]> {
  const { site } = bench;
  const { barePage, console: stock, jupyterLite } = await bench.peers();
  const repl = await jupyterLiteUrl(site, join(bench.root, "build", "wheels"));
  const visits: Readonly<Record<string, (visitor: Visitor) => Promise<unknown>>> = {
    "stock Pyodide's console, until the prompt": (visitor) => stock.open(visitor),
    "stock Pyodide's console, until the driver": (visitor) => inConsole(visitor, site, stock),
    "stock Pyodide, a bare page, until the driver": (visitor) => inBarePage(visitor, barePage),
    "JupyterLite's REPL, until the prompt": (visitor) => jupyterLite.open(visitor),
    "JupyterLite's REPL, until the driver": (visitor) => inJupyterLite(visitor, repl),
  };
  const found: Row[] = [];
  for (const [name, visit] of Object.entries(visits)) {
    bench.log(`bytes: ${name}`);
    const asked = site.watch();
    await withVisitor(visit);
    found.push({ name, unit: "MB", values: [megabytes(await downloads(bench, [...asked]))] });
  }
  return found;
}

function megabytes(list: readonly Download[]): number {
  return list.reduce((sum, { bytes: size }) => sum + size, 0) / 1e6;
}

function downloads({ site }: Bench, paths: readonly string[]): Promise<Download[]> {
  return Promise.all([...new Set(paths)].map(async (path) => ({ path, bytes: wireBytes(path, await site.content(path)) })));
}
