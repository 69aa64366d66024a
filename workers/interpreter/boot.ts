/** Boots CPython from the image: compile the wasm, restore the heap, put the library's files in place. */
import { loadPyodide, type PyodideAPI } from "pyodide";
import createPyodideModule, { type EmscriptenModule, type ModuleFactory } from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";
import type { BootStep } from "../../src/protocol/cell.ts";
import type { StartOptions } from "../../src/protocol/interpreter.ts";
import { parseArchive, writeArchive } from "../../src/protocol/archive.ts";
import { toggleStatics } from "../../src/protocol/statics.ts";
import type { Assets } from "./assets.ts";
import { awaken } from "./awaken.ts";
import { answerFetches } from "./doors.ts";

export interface Python {
  readonly pyodide: PyodideAPI;
  /** Whether it comes from the snapshot. */
  readonly restored: boolean;
  /** Resolves when the files of the standard library and of site-packages are there. */
  readonly library: Promise<void>;
}

type LoadOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;

/** Where CPython looks for its standard library; the library archive has it under this name. */
const STDLIB_PATH = "/lib/python314.zip";

/** @throws Error when the wasm, or what stands in for a missing snapshot, cannot be had */
export async function bootPython(assets: Assets, { snapshotSize }: StartOptions, progress: (step: BootStep) => void): Promise<Python> {
  const wasm = present(await assets.get("wasm"), "wasm");
  progress("compile");
  const module = await WebAssembly.compile(wasm);
  progress("restore");
  const library = assets.get("library");
  try {
    return await restore(module, wasm, snapshotSize, assets.get("snapshot"), library);
  } catch (error) {
    if (!(error instanceof NoSnapshot)) throw error;
    return bootFresh(module, present(await library, "library"));
  }
}

class NoSnapshot extends Error {}

/** From the snapshot: everything that the prompt needs is in memory; the files may come later. */
async function restore(
  module: WebAssembly.Module,
  wasm: Uint8Array,
  size: number,
  arriving: Promise<Uint8Array | null>,
  library: Promise<Uint8Array | null>,
): Promise<Python> {
  // Pyodide wants the snapshot before it makes the module, but only its size matters then. So the module is made meanwhile.
  const snapshot = new Uint8Array(size);
  const create: ModuleFactory = async (settings) => {
    const made = await withModule(module)(settings);
    const bytes = await arriving;
    if (bytes === null) throw new NoSnapshot();
    snapshot.set(bytes);
    toggleStatics(snapshot, wasm);
    return withRoom(made, size);
  };
  const pyodide = await load(new Uint8Array(0), create, { _loadSnapshot: snapshot });
  awaken(pyodide);
  const files = library.then((bytes) => (bytes === null ? forgetFiles(pyodide) : putFiles(pyodide, bytes)));
  return { pyodide, restored: true, library: files };
}

/** Without a snapshot: the slow way, but it needs only the wasm and the library. */
async function bootFresh(module: WebAssembly.Module, library: Uint8Array): Promise<Python> {
  const stdlib = parseArchive(library).find(({ path }) => path === STDLIB_PATH);
  if (stdlib === undefined) throw new Error("the library has no standard library in it");
  const pyodide = await load(new Uint8Array(stdlib.bytes), withModule(module), {});
  putFiles(pyodide, library);
  return { pyodide, restored: false, library: Promise.resolve() };
}

function present<T>(asset: T | null, name: string): T {
  if (asset === null) throw new Error(`Python cannot start without the image's ${name}.`);
  return asset;
}

function load(stdlib: Uint8Array<ArrayBuffer>, create: ModuleFactory, options: LoadOptions): Promise<PyodideAPI> {
  // Pyodide's type of the factory leaves out what Emscripten's has.
  const createPyodideModule = create as unknown as NonNullable<LoadOptions["createPyodideModule"]>;
  const settings = { indexURL: "memory:/", lockFileContents: emptyLock(), env: { HOME: "/home/pyodide" }, createPyodideModule };
  return answerFetches(stdlib, () => loadPyodide({ ...options, ...settings }));
}

/** Packages of Pyodide's own lock cannot be loaded in a cell, which has no network; none are listed. */
function emptyLock(): NonNullable<LoadOptions["lockFileContents"]> {
  return { info, packages: {} };
}

/**
 * Instantiates the module that is compiled already, instead of fetching it. This replaces Pyodide's own `instantiateWasm`, so
 * it has to give the wasm the two imports by which a JavaScript error is told from a value.
 */
function withModule(module: WebAssembly.Module): ModuleFactory {
  return (settings) => {
    settings.instantiateWasm = (imports, done) => {
      Object.assign(imports["env"] ?? {}, errorMarker());
      void WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
      return {};
    };
    return createPyodideModule(settings);
  };
}

function errorMarker(): WebAssembly.ModuleImports {
  const marker = Symbol("JavaScript error");
  return { Jsv_GetError_import: () => marker, JsvError_Check: (value: unknown) => value === marker };
}

/**
 * Grows the heap to the snapshot's size before the restore, which does not do so itself (pyodide/pyodide#6254). What the
 * allocation writes is overwritten.
 */
function withRoom(module: EmscriptenModule, size: number): EmscriptenModule {
  if (module.HEAP8.length < size) module._malloc(size);
  return module;
}

function putFiles(pyodide: PyodideAPI, library: Uint8Array): void {
  writeArchive(pyodide.FS, parseArchive(library));
}

/** The library does not come, but the snapshot remembers where in it everything would be. */
function forgetFiles(pyodide: PyodideAPI): void {
  pyodide.runPython("import sys, zipimport; zipimport._zip_directory_cache.clear(); sys.path_importer_cache.clear()");
}
