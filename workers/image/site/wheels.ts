import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { UserError } from "../errors.ts";
import type { LockedPackage } from "./lock.ts";
import { findPython } from "./python.ts";

/** A wheel whose bytes are those of the lock. */
export interface Wheel {
  file: string;
  bytes: Uint8Array;
}

/**
 * The wheels of the lock, from `folder`, or else downloaded into it by pip, from the index and cache that its user has set up.
 * @throws UserError if pip cannot.
 */
export async function fetchWheels(lockFile: string, lock: readonly LockedPackage[], folder: string, log: (line: string) => void): Promise<Wheel[]> {
  const present = findWheels(lock, folder);
  if (present) return present;
  log(`Downloading ${lock.length} packages with pip`);
  await download(lockFile, folder, log);
  const downloaded = findWheels(lock, folder);
  if (!downloaded) throw new Error("pip ended well, but did not download the wheels of the lock.");
  return downloaded;
}

function findWheels(lock: readonly LockedPackage[], folder: string): Wheel[] | undefined {
  if (!existsSync(folder)) return undefined;
  const files = readdirSync(folder).filter((file) => file.endsWith(".whl")).sort();
  const byHash = new Map(files.map((file) => [sha256(join(folder, file)), file]));
  const wheels = lock.map(({ sha256: hash }) => byHash.get(hash)).filter((file) => file !== undefined);
  return wheels.length === lock.length ? wheels.map((file) => ({ file, bytes: new Uint8Array(readFileSync(join(folder, file))) })) : undefined;
}

function sha256(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

// The target is Pyodide's, not that of the Python that runs pip; "none-any" wheels only, since Pyodide has no compiler.
const TARGET = ["--platform", "any", "--python-version", "3.14", "--implementation", "py", "--abi", "none"];

async function download(lockFile: string, folder: string, log: (line: string) => void): Promise<void> {
  const python = findPython();
  mkdirSync(folder, { recursive: true });
  const options = ["--require-hashes", "--only-binary=:all:", "--no-deps", "--disable-pip-version-check", "--progress-bar", "off", ...TARGET];
  const lines: string[] = [];
  const code = await run(python, ["-m", "pip", "download", ...options, "--dest", folder, "--requirement", lockFile], (line) => {
    lines.push(line);
    if (/^\s*(Downloading|Using cached|WARNING|ERROR)/.test(line)) log(line.trim());
  });
  if (code !== 0) throw new UserError(explain(lines));
}

function run(command: string, args: string[], onLine: (line: string) => void): Promise<number | null> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr]) createInterface(stream).on("line", onLine);
    child.on("error", reject);
    child.on("close", resolve);
  });
}

// Without retries, pip says no more of a dead network than that it found no versions.
const OFFLINE = /NewConnectionError|ConnectTimeout|Max retries exceeded|Name or service not known|name resolution|ProxyError|Network is unreachable|from versions: none/;

/** One sentence from what pip printed. */
export function explain(lines: readonly string[]): string {
  const text = lines.join("\n");
  if (OFFLINE.test(text)) return "pip cannot reach its package index, or the index has none of the locked packages: check the network, the proxy, or pip's `index-url`.";
  if (text.includes("DO NOT MATCH THE HASHES")) return "A downloaded package is not the one that was locked (its hash differs): check pip's `index-url`.";
  const error = lines.findLast((line) => line.startsWith("ERROR:")) ?? lines.at(-1) ?? "it did not say why";
  return `pip could not download the packages: ${error.replace(/^ERROR:\s*/, "").trim()}`;
}
