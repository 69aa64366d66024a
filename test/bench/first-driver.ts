/** From the navigation to a usable EC2 driver: ours, stock Pyodide's console, a bare page of stock Pyodide, JupyterLite's REPL, native Python. */
import { printedBy } from "../servers/native.ts";
import { testPython } from "../servers/project.ts";
import { JUPYTERLITE_OUTPUT } from "./jupyterlite.ts";
import type { PeerPrompt } from "./peer-prompt.ts";
import { seen } from "./sight.ts";
import { installing, runInConsole } from "./stock-console.ts";
import type { Site } from "./site.ts";
import { shownByStock } from "./stock-visit.ts";
import type { Visitor } from "./visitor.ts";

const STATEMENT = "get_driver('ec2')('a','b')";
const DRIVER = "<libcloud\\.compute\\.drivers\\.ec2\\.EC2NodeDriver";
const NATIVE = `import libcloud
from libcloud.compute.providers import get_driver
print(repr(get_driver("ec2")("a", "b")))`;

/** Seconds since the navigation. */
export interface Ours {
  readonly typable: number;
  readonly fetched: number;
  readonly prompt: number;
  readonly driver: number;
}

export interface InConsole {
  readonly prompt: number;
  readonly driver: number;
}

export async function inShell(visitor: Visitor, url: string): Promise<Ours> {
  await visitor.navigate(url);
  const [typable = Number.NaN] = await visitor.stages([{ focused: true }]);
  const times = visitor.stages([{ screen: "^>>> " }, { screen: DRIVER }]);
  await visitor.enter(STATEMENT);
  const [prompt = Number.NaN, driver = Number.NaN] = await times;
  const fetched = Number(await visitor.evaluate(`(${String(bootAssetsFetched)})()`)) / 1000;
  return { typable, fetched, prompt, driver };
}

/** In the page: when the last of the assets that the prompt waits for was there. */
function bootAssetsFetched(): number {
  const entries = performance.getEntriesByType("resource").filter(({ name }) => /\/(wasm|snapshot|worker)-/.test(name));
  return Math.max(...entries.map((entry) => (entry instanceof PerformanceResourceTiming ? entry.responseEnd : Number.NaN)));
}

/** Each line is typed as soon as the page takes it: what is typed before is lost there. */
export async function inConsole(visitor: Visitor, site: Site, stock: PeerPrompt): Promise<InConsole> {
  const prompt = await stock.open(visitor);
  const typed = async (): Promise<void> => {
    for (const statement of installing(site)) await runInConsole(visitor, statement);
    await checkShown(visitor, ".terminal-output");
  };
  const [[driver = Number.NaN]] = await Promise.all([seen(visitor, [{ selector: stock.output, pattern: DRIVER }]), typed()]);
  return { prompt, driver };
}

export async function inBarePage(visitor: Visitor, url: string): Promise<number> {
  const { text, time } = await shownByStock(visitor, url);
  if (!new RegExp(DRIVER).test(text)) throw new Error(`the stock page shows no driver: ${text}`);
  return time;
}

/** @param url with the statements; @see jupyterLiteUrl */
export async function inJupyterLite(visitor: Visitor, url: string): Promise<number> {
  await visitor.navigate(url);
  const [time = Number.NaN] = await seen(visitor, [{ selector: JUPYTERLITE_OUTPUT, pattern: "." }]);
  await checkShown(visitor, JUPYTERLITE_OUTPUT);
  return time;
}

/** @throws Error with what is there instead of a driver */
async function checkShown(visitor: Visitor, selector: string): Promise<void> {
  const text = String(await visitor.evaluate(`document.querySelector(${JSON.stringify(selector)})?.textContent`)).replaceAll("\u00a0", " ");
  if (!new RegExp(DRIVER).test(text)) throw new Error(`no driver is shown: ${text.slice(-1000)}`);
}

/** A whole process. */
export async function natively(): Promise<number> {
  const python = await testPython();
  const begin = performance.now();
  await printedBy(python, NATIVE);
  return (performance.now() - begin) / 1000;
}
