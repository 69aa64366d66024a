/** A package index on loopback: a few real wheels, and projects that cannot be installed. */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { join } from "node:path";
import lock from "pyodide/pyodide-lock.json" with { type: "json" };
import { withFileLock } from "./file-lock.ts";
import { listenOnLoopback } from "./listener.ts";
import type { RunningServer } from "./process.ts";
import { projectRoot, testPython } from "./project.ts";
import { run } from "./run.ts";

/** The target is Pyodide, not the machine that runs pip. */
const TARGET = `--platform pyemscripten_${lock.info.abi_version}_wasm32 --python-version 3.14 --implementation cp --abi cp314`.split(" ");

/** PEP 691, PEP 700 */
const JSON_TYPE = "application/vnd.pypi.simple.v1+json";

/** Projects without a wheel for every machine: for none of the files is there anything to fetch. */
const UNINSTALLABLE: Readonly<Record<string, readonly string[]>> = {
  compiled: ["compiled-1.0-cp314-cp314-manylinux_2_28_x86_64.whl", "compiled-1.0.tar.gz"],
  onlysource: ["onlysource-2.0.tar.gz"],
  webassembly: ["webassembly-1.0-cp313-cp313-pyemscripten_2025_0_wasm32.whl"],
};

interface IndexFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export interface PackageIndex extends RunningServer {
  /** Where the files themselves are. */
  readonly files: string;
  /** Where a client finds a project, below it. */
  readonly url: string;
  /** The targets of the requests that came, in order. */
  readonly requests: string[];
}

/** Starts the index. @throws Error when its wheels are not there, and pip cannot download them */
export async function startPackageIndex(): Promise<PackageIndex> {
  const files = await readWheels(await ensureIndexWheels());
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const target = request.url ?? "/";
    requests.push(target);
    const file = files.find(({ name }) => target === `/files/${name}`);
    const project = /^\/simple\/([a-z-]+)\/$/.exec(target)?.[1];
    const listed = project === undefined ? [] : filesOf(project, files);
    if (file !== undefined) response.writeHead(200, { "Content-Type": "application/octet-stream", "Content-Length": file.bytes.length }).end(file.bytes);
    else if (listed.length > 0) response.writeHead(200, { "Content-Type": JSON_TYPE }).end(detail(project ?? "", listed, request.headers.host ?? ""));
    else response.writeHead(404).end();
  });
  const running = await listenOnLoopback(server);
  const base = `http://${running.host}:${running.port}`;
  return { ...running, files: `${base}/files/`, url: `${base}/simple`, requests };
}

/** Downloads what the index serves, unless it is there. @returns the folder. @throws Error when pip cannot */
export async function ensureIndexWheels(): Promise<string> {
  const folder = join(projectRoot, "build", "index-wheels");
  const list = join(projectRoot, "test", "requirements-index.txt");
  await mkdir(folder, { recursive: true });
  await withFileLock(`${folder}.lock`, async () => {
    const wanted = [...(await readFile(list, "utf8")).matchAll(/^[\w-]+==/gm)].length;
    if ((await wheelNames(folder)).length >= wanted) return;
    const options = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--quiet", "--disable-pip-version-check", ...TARGET, "--dest", folder];
    const { code, output } = await run(await testPython(), ["-m", "pip", "download", ...options, "--requirement", list]);
    if (code !== 0) throw new Error(`The test's wheels could not be downloaded:\n${output.slice(-1000)}`);
  });
  return folder;
}

async function readWheels(folder: string): Promise<readonly IndexFile[]> {
  return Promise.all((await wheelNames(folder)).map(async (name) => ({ name, bytes: await readFile(join(folder, name)) })));
}

async function wheelNames(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(".whl"));
}

function filesOf(project: string, files: readonly IndexFile[]): readonly IndexFile[] {
  const nothing = (UNINSTALLABLE[project] ?? []).map((name) => ({ name, bytes: Buffer.alloc(0) }));
  return [...nothing, ...files.filter(({ name }) => name.split("-")[0]?.toLowerCase().replaceAll("_", "-") === project)];
}

function detail(name: string, files: readonly IndexFile[], authority: string): string {
  return JSON.stringify({
    meta: { "api-version": "1.1" },
    name,
    versions: [...new Set(files.map((file) => /-([\d.]+?)(?:-|\.tar)/.exec(file.name)?.[1] ?? ""))],
    files: files.map((file) => ({
      filename: file.name,
      url: `http://${authority}/files/${file.name}`,
      hashes: { sha256: createHash("sha256").update(file.bytes).digest("hex") },
      size: file.bytes.length,
    })),
  });
}
