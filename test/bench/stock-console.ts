/**
 * Stock Pyodide's console: the page that npm's pyodide has for it. What it fetches from a CDN comes from the same host as all else here, and
 * nothing else of it is changed. A user's keys drive it.
 */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import lock from "pyodide/pyodide-lock.json" with { type: "json" };
import { connectIndex, INDEX_PATH } from "./package-index.ts";
import type { PeerPrompt } from "./peer-prompt.ts";
import { seen, type Sight } from "./sight.ts";
import type { Site } from "./site.ts";
import type { Visitor } from "./visitor.ts";

/** What npm's pyodide has, the page among it. */
export const CONSOLE_PATH = "/stock/console/";
const PAGE = "console.html";
const LOCK = "pyodide-lock.json";

const CDN = "https://cdn.jsdelivr.net/npm/";
const LIBRARIES_PATH = "/stock/npm/";
/**
 * What the page names at the CDN, and the file in the folder of npm's packages. The registry lacks jQuery Terminal's 2.35.2, so its next release stands in;
 * and it is the CDN that makes the smaller form of the second file, which is served as its authors wrote it.
 */
const LIBRARIES: Readonly<Record<string, string>> = {
  "jquery@3.7.1": "jquery/dist/jquery.min.js",
  "jquery.terminal@2.35.2/js/jquery.terminal.min.js": "jquery.terminal/js/jquery.terminal.min.js",
  "jquery.terminal@2.35.2/js/unix_formatting.min.js": "jquery.terminal/js/unix_formatting.js",
  "jquery.terminal@2.35.2/css/jquery.terminal.min.css": "jquery.terminal/css/jquery.terminal.min.css",
};

/** Statements that make the prompt able to do what ours can from its start; the last one shows a driver. */
export function installing(site: Site): readonly string[] {
  return [
    "import micropip",
    // Without `index_urls` it is PyPI.
    `await micropip.install("apache-libcloud", index_urls="${site.origin}${INDEX_PATH}")`,
    "from libcloud.compute.providers import get_driver",
    "get_driver('ec2')('a', 'b')",
  ];
}

/** Serves the page with all that it and its micropip ask for. */
export async function connectStockConsole(site: Site, root: string): Promise<PeerPrompt> {
  const wheels = join(root, "build", "wheels");
  let page = String(await readFile(join(root, "node_modules", "pyodide", PAGE)));
  for (const [name, file] of Object.entries(LIBRARIES)) {
    if (!page.includes(`"${CDN}${name}"`)) throw new Error(`${PAGE} does not ask for ${name} any more`);
    page = page.replace(`"${CDN}${name}"`, `"${LIBRARIES_PATH}${file}"`);
    site.put(`${LIBRARIES_PATH}${file}`, await readFile(join(root, "test", "node_modules", file)));
  }
  site.put(`${CONSOLE_PATH}${PAGE}`, page);
  await connectMicropip(site, wheels);
  await connectIndex(site, wheels);
  return promptOf(`${site.origin}${CONSOLE_PATH}${PAGE}`);
}

function promptOf(url: string): PeerPrompt {
  const open = async (visitor: Visitor): Promise<number> => {
    await visitor.navigate(url);
    const [prompt = Number.NaN] = await seen(visitor, [PROMPT]);
    return prompt;
  };
  return { name: "stock Pyodide's console", url, open, line: ".cmd-wrapper", output: OUTPUT, key: "Enter" };
}

/** Pyodide looks for micropip beside its lock. The wheel here is the same version, from the package index, so its sum is another. */
async function connectMicropip(site: Site, wheels: string): Promise<void> {
  const { micropip } = lock.packages;
  const wheel = await readFile(join(wheels, micropip.file_name));
  const sha256 = createHash("sha256").update(wheel).digest("hex");
  site.put(`${CONSOLE_PATH}${LOCK}`, JSON.stringify({ ...lock, packages: { ...lock.packages, micropip: { ...micropip, sha256 } } }));
  site.put(`${CONSOLE_PATH}${micropip.file_name}`, wheel);
}

/** The prompt, which is hidden while a statement runs. */
const PROMPT: Sight = { selector: ".cmd-prompt:not([style*=hidden])", pattern: "^>>> $" };
/** What was printed last. */
const OUTPUT = ".terminal-output > :last-child";

/** Runs a statement to its end. While one runs the page takes no keys. */
export async function runInConsole(visitor: Visitor, statement: string): Promise<void> {
  await visitor.enter(statement);
  await visitor.evaluate("term.ready.then(() => undefined)"); // the page's own promise that the next line can be entered
}
