/**
 * JupyterLite's REPL as a static site of its own: built with its own tool, on the Pyodide that is here already, and with the wheels that its
 * kernel would fetch from a CDN beside it, so that all peers are measured from one host.
 */
import { createHash } from "node:crypto";
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import lock from "pyodide/pyodide-lock.json" with { type: "json" };
import { run } from "../servers/run.ts";
import type { PeerPrompt } from "./peer-prompt.ts";
import { seen, type Sight } from "./sight.ts";
import type { Site } from "./site.ts";
import { PYODIDE_PATH, WHEELS_PATH } from "./stock.ts";
import type { Visitor } from "./visitor.ts";

export const JUPYTERLITE_PATH = "/jupyterlite/";
/** Where its kernel finds Pyodide's packages, and the lock that lists them. */
export const JUPYTERLITE_PACKAGES_PATH = "/jupyterlite-packages/";

const KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel";
const LOCK = "pyodide-lock.json";
/** What the kernel imports of Pyodide's distribution, and what that needs. */
const KERNEL_PACKAGES = ["ipython", "jedi"];
/** What it fetches from the package index, which is given to the builder instead. */
const INDEX_PACKAGE = "comm==0.2.3";

export interface JupyterLite {
  readonly site: string;
  readonly packages: string;
}

/** Where it is made. */
export function jupyterLiteFolders(root: string): JupyterLite {
  const folder = join(root, "build", "jupyterlite");
  return { site: join(folder, "site"), packages: join(folder, "packages") };
}

/**
 * Makes the site, unless it is there.
 *
 * @param python of the virtual environment's maker
 * @param wheels the folder with micropip's
 * @throws Error with what a command said that failed
 */
export async function ensureJupyterLite(root: string, python: string, wheels: string, log: (line: string) => void): Promise<void> {
  const folder = join(root, "build", "jupyterlite");
  const made = jupyterLiteFolders(root);
  const requirements = join(root, "test", "bench", "requirements-jupyterlite.txt");
  const stamp = createHash("sha256").update(await readFile(requirements)).update(JSON.stringify(lock)).digest("hex");
  if ((await readFile(join(folder, "stamp"), "utf8").catch(() => "")) === stamp) return;
  log("Making JupyterLite's site");
  await rm(folder, { recursive: true, force: true });
  await mkdir(made.packages, { recursive: true });
  const bin = join(folder, "venv", "bin");
  await command(python, ["-m", "venv", join(folder, "venv")]);
  await command(join(bin, "python"), [...PIP, "install", "-r", requirements]);
  await fetchPackages(join(bin, "python"), made.packages, wheels);
  const index = join(folder, "index");
  await command(join(bin, "python"), [...PIP, "download", "--no-deps", "-d", index, INDEX_PACKAGE]);
  const given = (await readdir(index)).map((name) => `--piplite-wheels=${join(index, name)}`);
  // In that folder it keeps a database of its own.
  await command(join(bin, "jupyter"), ["lite", "build", "--apps", "repl", "--no-sourcemaps", ...given, "--lite-dir", index, "--output-dir", made.site], folder);
  await writeFile(join(folder, "stamp"), stamp);
}

/** Lets the site find all that it needs on the host that serves it. */
export async function connectJupyterLite(site: Site): Promise<void> {
  const path = `${JUPYTERLITE_PATH}jupyter-lite.json`;
  const config = JSON.parse(String(await site.content(path))) as { "jupyter-config-data": { litePluginSettings: Record<string, object> } };
  const packages = `${site.origin}${JUPYTERLITE_PACKAGES_PATH}`;
  const settings = config["jupyter-config-data"].litePluginSettings;
  const pyodide = { pyodideUrl: `${site.origin}${PYODIDE_PATH}pyodide.mjs`, loadPyodideOptions: { packageBaseUrl: packages, lockFileURL: `${packages}${LOCK}` } };
  settings[KERNEL] = { ...settings[KERNEL], ...pyodide };
  site.texts.set(path, JSON.stringify(config));
}

/** The address of a REPL that installs libcloud and makes a driver, as somebody would write it there. */
export async function jupyterLiteUrl(site: Site, wheels: string): Promise<string> {
  const names = (await readdir(wheels)).filter((name) => name.endsWith(".whl") && !name.startsWith("micropip-"));
  const urls = names.map((name) => `${site.origin}${WHEELS_PATH}${name}`);
  const code = [
    "import micropip",
    `await micropip.install(${JSON.stringify(urls)}, deps=False)`,
    "from libcloud.compute.providers import get_driver",
    "get_driver('ec2')('a', 'b')",
  ];
  return replUrl(site, { execute: "1", code: code.join("\n") });
}

/** @param more of what the page takes in its address */
function replUrl(site: Site, more: Readonly<Record<string, string>> = {}): string {
  return `${site.origin}${JUPYTERLITE_PATH}repl/index.html?${new URLSearchParams({ kernel: "python", toolbar: "1", ...more })}`;
}

export const JUPYTERLITE_OUTPUT = ".jp-OutputArea-output";
/** The banner, which comes from the kernel when it is ready. */
const READY: Sight = { selector: ".jp-CodeConsole-banner", pattern: "Python" };

export function jupyterLitePrompt(site: Site): PeerPrompt {
  const url = replUrl(site);
  const open = async (visitor: Visitor): Promise<number> => {
    await visitor.navigate(url);
    const [prompt = Number.NaN] = await seen(visitor, [READY]);
    return prompt;
  };
  return { name: "JupyterLite's REPL", url, open, line: ".jp-CodeConsole-input .cm-content", output: JUPYTERLITE_OUTPUT, key: "Shift+Enter" };
}

const PIP = ["-m", "pip", "--quiet", "--disable-pip-version-check"];
const TARGET = "--only-binary=:all: --python-version 3.14 --platform any --implementation py --abi none".split(" ");

interface Locked {
  readonly name: string;
  readonly version: string;
  readonly file_name: string;
  readonly depends: readonly string[];
  sha256: string;
}

/** The wheels by which the lock's own are known, from the package index: the same versions, built by their authors, so with other sums. */
async function fetchPackages(python: string, folder: string, wheels: string): Promise<void> {
  const packages: Record<string, Locked> = structuredClone(lock.packages);
  const byName = new Map(Object.values(packages).map((one) => [normal(one.name), one]));
  const wanted = new Set<string>();
  const want = (name: string): void => {
    if (wanted.has(normal(name))) return;
    wanted.add(normal(name));
    for (const needed of byName.get(normal(name))?.depends ?? []) want(needed);
  };
  KERNEL_PACKAGES.forEach(want);
  const requirements = [...wanted].map((name) => `${name}==${byName.get(name)?.version}`);
  await command(python, [...PIP, "download", "--no-deps", ...TARGET, "-d", folder, ...requirements]);
  const micropip = byName.get("micropip")?.file_name ?? "";
  await copyFile(join(wheels, micropip), join(folder, micropip));
  for (const name of await readdir(folder)) {
    const known = Object.values(packages).find(({ file_name }) => file_name === name);
    if (known !== undefined) known.sha256 = createHash("sha256").update(await readFile(join(folder, name))).digest("hex");
  }
  await writeFile(join(folder, LOCK), JSON.stringify({ ...lock, packages }));
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
function normal(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}

async function command(program: string, args: readonly string[], cwd?: string): Promise<void> {
  const { code, output } = await run(program, args, {}, cwd);
  if (code !== 0) throw new Error(`JupyterLite's site could not be made:\n${output.trim().slice(-2_000)}`);
}
