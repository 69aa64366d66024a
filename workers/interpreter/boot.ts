/** Boots CPython from the image: instantiate the wasm, restore the heap, let the library's files follow. */
import { loadPyodide, type PyodideAPI } from "pyodide";
import createPyodideModule, { type EmscriptenModule, type ModuleFactory } from "pyodide/pyodide.asm.mjs";
import { info } from "pyodide/pyodide-lock.json";
import { parseArchive, writeArchive } from "../../src/protocol/archive.ts";
import type { LateAsset } from "../../src/protocol/cell.ts";
import { HeapReader, type Span } from "../../src/protocol/heap-image.ts";
import type { Assets } from "./assets.ts";
import { awaken } from "./awaken.ts";
import { Trampoline } from "./c-calls.ts";
import { ColdCode, type WaitForCode } from "./cold-code.ts";
import { answerFetches } from "./doors.ts";
import { HOME } from "./home.ts";
import { sharingModules } from "./trampolines.ts";
import type { WaitFor } from "./late.ts";
import { gateLibrary, type GatedFileSystem, type SettleLibrary } from "./library.ts";

export interface Python {
  readonly pyodide: PyodideAPI;
  /** Whether it comes from the snapshot. */
  readonly restored: boolean;
  /** Resolves when the library's files are there; never when they do not come. */
  readonly complete: Promise<void>;
}

/** Where what comes behind the prompt will be, for code that cannot wait for messages. */
export type LateMemory = Readonly<Record<LateAsset, { readonly bytes: Uint8Array; readonly wait: WaitFor }>>;

type OnLost = (reason: string) => void;

type LoadOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;

/** Where CPython looks for its standard library; the library archive has it under this name. */
const STDLIB_PATH = "/lib/python314.zip";

/**
 * @param memory null where no memory is shared; a snapshot is of no use then
 * @param onLost called when Python needs code that cannot be had, and is of no use any more
 * @throws Error when the wasm, or what stands in for a missing snapshot, cannot be had
 */
export async function bootPython(assets: Assets, memory: LateMemory | null, onLost: OnLost): Promise<Python> {
  if (memory === null) return bootFresh(assets);
  try {
    return await restore(assets, memory, onLost);
  } catch (error) {
    if (!(error instanceof NoSnapshot)) throw error;
    return bootFresh(assets);
  }
}

class NoSnapshot extends Error {}

/** More than the JSON in a snapshot's header ever takes. */
const SNAPSHOT_HEADER_BYTES = 1 << 16;

/** From the snapshot: everything that the prompt needs is in memory; the files may come later. */
async function restore(assets: Assets, { cold, library }: LateMemory, onLost: OnLost): Promise<Python> {
  // Pyodide wants the snapshot before it makes the module. It gets one without a heap, and the heap is put in place from here.
  const headless = new Uint8Array(SNAPSHOT_HEADER_BYTES);
  const instantiated = Promise.withResolvers<Fresh>();
  const create: ModuleFactory = async (settings) => {
    const made = await withModule(assets, () => codeIn(cold, onLost), (instance, code) => instantiated.resolve(fresh(instance, code)))(settings);
    if (!(await assets.snapshot.exist)) throw new NoSnapshot();
    const heap = await HeapReader.open(assets.snapshot);
    const { statics, stack, trampoline, heapEnd } = await instantiated.promise;
    const { index } = trampoline;
    const touched = heapEnd();
    await heap.writeInto(withRoom(made, heap.size, touched).HEAPU8, statics, stack, touched);
    trampoline.index = index;
    heap.writeHeadless(headless);
    return made;
  };
  const pyodide = await load(new Uint8Array(0), create, { _loadSnapshot: headless });
  awaken(pyodide);
  const settle = gateLibrary(fileSystemOf(pyodide), STDLIB_PATH, library.bytes, library.wait);
  const complete = Promise.withResolvers<void>();
  void loadLate(await instantiated.promise, assets.late("cold"));
  void assets.late("library").then((bytes) => {
    if (bytes === null) return forgetFiles(pyodide, settle);
    settle("present");
    complete.resolve();
  });
  return { pyodide, restored: true, complete: complete.promise };
}

/** Without a snapshot: the slow way, but it needs only the wasm, all of it, and the library. */
async function bootFresh(assets: Assets): Promise<Python> {
  const [cold, library] = await Promise.all([assets.late("cold"), assets.late("library")]);
  if (cold === null || library === null) throw new Error(`Python cannot start without the image's ${cold === null ? "cold code" : "library"}.`);
  const files = parseArchive(library);
  const stdlib = files.find(({ path }) => path === STDLIB_PATH);
  if (stdlib === undefined) throw new Error("the library has no standard library in it");
  const bytes = new Uint8Array(cold);
  const create = withModule(assets, () => bytes, (_instance, code) => code.load(bytes));
  const pyodide = await load(new Uint8Array(stdlib.bytes), create, {});
  writeArchive(pyodide.FS, files);
  return { pyodide, restored: false, complete: Promise.resolve() };
}

async function loadLate({ code }: Fresh, cold: Promise<Uint8Array | null>): Promise<void> {
  const bytes = await cold;
  if (bytes !== null) await code.load(new Uint8Array(bytes));
}

/** For who wants a cold function before the code has been loaded. No engine compiles what is in shared memory. */
function codeIn({ bytes, wait }: LateMemory["cold"], onLost: OnLost): Uint8Array<ArrayBuffer> {
  if (wait() === "present") return new Uint8Array(bytes);
  const reason = "the rest of Python's code cannot be had";
  onLost(reason);
  throw new Error(reason); // through C code, which may take it for anything
}

function load(stdlib: Uint8Array<ArrayBuffer>, create: ModuleFactory, options: LoadOptions): Promise<PyodideAPI> {
  // Pyodide's type of the factory leaves out what Emscripten's has.
  const createPyodideModule = create as unknown as NonNullable<LoadOptions["createPyodideModule"]>;
  const settings = { indexURL: "memory:/", lockFileContents: emptyLock(), env: { HOME }, createPyodideModule };
  return sharingModules(() => answerFetches(stdlib, () => loadPyodide({ ...options, ...settings })));
}

/** JavaScript cannot load packages of Pyodide's lock in a cell, which has no network; none are listed. Python can, `libcloud_repl/packages/loading.py`. */
function emptyLock(): NonNullable<LoadOptions["lockFileContents"]> {
  return { info, packages: {} };
}

/**
 * Instantiates the module that the frame has compiled, instead of fetching it; all that comes before goes on meanwhile. This replaces Pyodide's own `instantiateWasm`, so
 * it has to give the wasm the two imports by which a JavaScript error is told from a value.
 *
 * @param onInstance called before anything runs in it, and awaited
 */
function withModule(assets: Assets, wait: WaitForCode, onInstance: (instance: WebAssembly.Instance, code: ColdCode) => void | Promise<void>): ModuleFactory {
  return async (settings) => {
    const failed = Promise.withResolvers<never>();
    settings.instantiateWasm = (imports, done) => {
      Object.assign(imports["env"] ?? {}, errorMarker());
      const instantiate = async (): Promise<void> => {
        const module = await assets.module();
        const instance = await WebAssembly.instantiate(module, imports);
        await onInstance(instance, new ColdCode(instance, imports, wait));
        done(instance, module);
      };
      instantiate().catch(failed.reject);
      return {};
    };
    return Promise.race([createPyodideModule(settings), failed.promise]);
  };
}

function errorMarker(): WebAssembly.ModuleImports {
  const marker = Symbol("JavaScript error");
  return { Jsv_GetError_import: () => marker, JsvError_Check: (value: unknown) => value === marker };
}

/** What a restore has to know of an instance before it runs. */
interface Fresh {
  /** Its memory, as far as its static data go. */
  readonly statics: Uint8Array;
  readonly stack: Span;
  readonly trampoline: Trampoline;
  readonly code: ColdCode;
  /** Where the heap ends; nothing has been written beyond. */
  readonly heapEnd: () => number;
}

function fresh(instance: WebAssembly.Instance, code: ColdCode): Fresh {
  const stack = stackOf(instance);
  return { statics: memoryOf(instance).slice(0, stack[0]), stack, trampoline: new Trampoline(instance), code, heapEnd: () => heapEndOf(instance) };
}

function memoryOf({ exports: { memory } }: WebAssembly.Instance): Uint8Array<ArrayBuffer> {
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("Pyodide's WebAssembly module does not export its memory.");
  return new Uint8Array(memory.buffer);
}

function heapEndOf({ exports: { sbrk } }: WebAssembly.Instance): number {
  if (typeof sbrk !== "function") throw new Error("Pyodide's WebAssembly module does not say where its heap ends.");
  return Number(sbrk(0)) >>> 0;
}

/** Below it are the static data, above it is the heap. */
function stackOf({ exports: { __stack_low: low, __stack_high: high } }: WebAssembly.Instance): Span {
  if (!(low instanceof WebAssembly.Global && high instanceof WebAssembly.Global)) throw new Error("Pyodide's WebAssembly module does not say where its stack is.");
  return [low.value, high.value];
}

/**
 * Grows the memory to the snapshot's size before the restore, which does not do so itself (pyodide/pyodide#6254). What the allocation
 * writes is overwritten, or lies behind the snapshot. It is not larger than it has to be: an engine looks for garbage when it has handed out much.
 */
function withRoom(module: EmscriptenModule, size: number, heapEnd: number): EmscriptenModule {
  if (module.HEAP8.length < size) module._malloc(size - heapEnd + ALLOCATION_SLACK);
  return module;
}

/** More than what malloc has left at the heap's end, which it takes first. */
const ALLOCATION_SLACK = 1 << 20;

function fileSystemOf(pyodide: PyodideAPI): GatedFileSystem {
  return pyodide.FS as unknown as GatedFileSystem; // Pyodide's type leaves out what Emscripten's has
}

/** The library does not come, but the snapshot remembers where in it everything would be. */
function forgetFiles(pyodide: PyodideAPI, settle: SettleLibrary): void {
  settle("missing");
  pyodide.runPython("import sys, zipimport; zipimport._zip_directory_cache.clear(); sys.path_importer_cache.clear()");
}
