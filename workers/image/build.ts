import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ArchiveEntry, packArchive } from "../../src/protocol/archive.ts";
import { packHeap } from "../../src/protocol/heap-image.ts";
import { writeAssets, writeWhole } from "./assets.ts";
import { cachedImage, removeOthers } from "./cache.ts";
import { imageKey, type Layout, layoutOf } from "./inputs.ts";
import { withLock } from "./lock.ts";
import type { Manifest } from "./manifest.ts";
import { packageList } from "./pyodide-packages.ts";
import { pyodideVersion, readWasm } from "./runtime.ts";
import { siteOf, type StoredSite } from "./site/store.ts";
import { STDLIB } from "./site/stage.ts";
import { compileOwnPackage, takeSnapshot } from "./snapshot/stage.ts";
import { staticData } from "./snapshot/statics.ts";
import { split } from "./split/split.ts";
import { functionsOfASession } from "./split/stage.ts";

export interface BuildOptions {
  /** The project's root folder. */
  root: string;
  /** Is called with lines of progress. */
  log?: (line: string) => void;
}

const running = new Map<string, Promise<Manifest>>();

/**
 * Builds the interpreter image into `build/image`, unless it is there already and nothing that it is made of has changed.
 * @returns what is in `build/image/manifest.json`.
 * @throws UserError if the packages cannot be downloaded.
 */
export function buildImage({ root, log = () => {} }: BuildOptions): Promise<Manifest> {
  const present = running.get(root);
  if (present) return present;
  const build = buildOnce(layoutOf(root), log).finally(() => running.delete(root));
  running.set(root, build);
  return build;
}

async function buildOnce(layout: Layout, log: (line: string) => void): Promise<Manifest> {
  const key = imageKey(layout);
  // Once more under the lock: another process may have built it meanwhile.
  return cachedImage(layout.image, key) ?? withLock(layout.lock, async () => cachedImage(layout.image, key) ?? buildNow(layout, key, log));
}

async function buildNow(layout: Layout, key: string, log: (line: string) => void): Promise<Manifest> {
  const site = await siteOf(layout, log);
  log("Importing what the prompt needs");
  const own = await compileOwnPackage(site, layout.ownPackage, layout.builder, log);
  const files = { ...site, packages: [...site.packages, ...own] };
  const snapshot = await takeSnapshot(files, layout.builder, log);
  log("Looking which functions a session calls");
  const called = await functionsOfASession(files, snapshot, log);
  log("Compressing");
  const manifest = await writeImage(layout, key, site, own, snapshot, called, log);
  log(`The interpreter image is ready (${describe(manifest)})`);
  return manifest;
}

async function writeImage({ image }: Layout, key: string, site: StoredSite, own: ArchiveEntry[], snapshot: Uint8Array, called: ReadonlySet<number>, log: (line: string) => void): Promise<Manifest> {
  const wasm = readWasm();
  const stdlib = { path: STDLIB, bytes: new Uint8Array(readFileSync(site.stdlibFile)) };
  const { hot, cold } = split(wasm, (place) => called.has(place));
  const library = packArchive([stdlib, ...site.packages, ...own, packageList()]);
  const assets = await writeAssets(image, { wasm: hot, snapshot: packHeap(snapshot, staticData(wasm)), cold, library, tests: site.tests }, log);
  const manifest: Manifest = { version: 3, key, python: site.python, pyodide: pyodideVersion(), packages: site.versions, providers: site.providers, assets };
  writeWhole(join(image, "manifest.json"), `${JSON.stringify(manifest, undefined, 2)}\n`);
  removeOthers(image, manifest);
  return manifest;
}

function describe({ assets }: Manifest): string {
  return Object.entries(assets).map(([name, { bytes }]) => `${name} ${(bytes / 1e6).toFixed(1)} MB`).join(", ");
}
