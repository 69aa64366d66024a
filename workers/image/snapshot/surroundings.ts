// What an interpreter asks of the machine while it starts ends up in its memory: the time, random bytes, the time zone.
// The builder gives the same answers everywhere, so that the same inputs make the same image, byte for byte.
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { type FileSystem, WRITTEN_AT } from "../../../src/protocol/archive.ts";
import type { LoadOptions } from "../runtime.ts";

type ModuleFactory = NonNullable<LoadOptions["createPyodideModule"]>;

/** What a WebAssembly instance exports. */
export type Exports = Readonly<Record<string, unknown>>;

/**
 * `createPyodideModule` for an interpreter whose surroundings are the same at each start.
 *
 * @param onExports called with what its wasm exports
 */
export function inFixedSurroundings(onExports: (exports: Exports) => void = () => {}): ModuleFactory {
  return (settings) => {
    const instantiate = settings.instantiateWasm;
    if (!instantiate) throw new Error("This version of Pyodide does not instantiate its WebAssembly module through a setting.");
    return createPyodideModule({
      ...settings,
      preRun: [({ FS }) => fixFileTimes(FS), ...settings.preRun],
      instantiateWasm(imports, done) {
        const view = fixImports(imports);
        return instantiate(imports, (instance, module) => {
          view.memory = memoryOf(instance.exports);
          onExports(instance.exports);
          done(instance, module);
        });
      },
    });
  };
}

/** What is used of a `WebAssembly.Memory`, which Node's types leave to those of browsers. */
interface Memory {
  readonly buffer: ArrayBuffer;
}

interface View {
  memory?: Memory;
}

type Imports = Record<string, Record<string, unknown>>;

/** Replaces the imports that leak. They write to the memory of the instance, which comes into being only afterwards. */
function fixImports(imports: Imports): View {
  const view: View = {};
  const heap = (): DataView => {
    if (!view.memory) throw new Error("The WebAssembly module called out before it was instantiated.");
    return new DataView(view.memory.buffer);
  };
  const { env, wasi_snapshot_preview1: wasi } = imports;
  if (!env || !wasi) throw new Error("This version of Pyodide has other imports than expected.");
  const clock = fixedClock();
  Object.assign(wasi, { clock_time_get: clockInto(heap, clock), random_get: randomInto(heap) });
  Object.assign(env, {
    emscripten_date_now: clock,
    emscripten_get_now: clock,
    _localtime_js: utcTimeInto(heap, env["_gmtime_js"]),
    _tzset_js: utcInto(heap),
  });
  return view;
}

function memoryOf({ memory }: Exports): Memory {
  if (!isMemory(memory)) throw new Error("Pyodide's WebAssembly module does not export its memory.");
  return memory;
}

function isMemory(value: unknown): value is Memory {
  return typeof value === "object" && value !== null && "buffer" in value && value.buffer instanceof ArrayBuffer;
}

/** Milliseconds that go on by one at each look, so that nothing that waits waits for ever. */
function fixedClock(): () => number {
  let now = Date.UTC(2026, 0, 1);
  return () => now++;
}

function clockInto(heap: () => DataView, clock: () => number) {
  return (_id: number, _precision: bigint, address: number): number => {
    heap().setBigInt64(address, BigInt(clock()) * 1_000_000n, true);
    return 0;
  };
}

/** Numerical Recipes' generator: these bytes need to differ, not to be secret. */
function randomInto(heap: () => DataView) {
  let state = 1;
  return (address: number, length: number): number => {
    const view = heap();
    for (let i = 0; i < length; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      view.setUint8(address + i, state >>> 24);
    }
    return 0;
  };
}

/** Emscripten's `_tzset_js`: seconds west of Greenwich, whether there is summer time, and two names. */
function utcInto(heap: () => DataView) {
  return (timezone: number, daylight: number, ...names: number[]): void => {
    const view = heap();
    view.setInt32(timezone, 0, true);
    view.setInt32(daylight, 0, true);
    for (const name of names) [..."UTC\0"].forEach((letter, i) => view.setUint8(name + i, letter.charCodeAt(0)));
  };
}

/** Emscripten's `_localtime_js` by its `_gmtime_js`, which leaves out two fields of C's `struct tm`. */
function utcTimeInto(heap: () => DataView, gmtime: unknown) {
  return (time: bigint, address: number): void => {
    if (typeof gmtime !== "function") throw new Error("This version of Pyodide has other imports than expected.");
    gmtime(time, address);
    heap().setInt32(address + 32, 0, true); // tm_isdst
    heap().setInt32(address + 36, 0, true); // tm_gmtoff
  };
}

/** importlib keeps the times of folders, and what it has read of other files' times stays in freed memory. */
function fixFileTimes(fs: Pick<FileSystem, "lookupPath"> & { writeFile(path: string, data: string): void }): void {
  fs.writeFile("/tmp/any", "");
  for (const path of ["/tmp", "/tmp/any", "/dev/null"]) {
    const operations = operationsOf(fs.lookupPath(path, {}).node);
    const { getattr } = operations;
    const time = new Date(WRITTEN_AT);
    operations.getattr = (node) => ({ ...getattr(node), atime: time, mtime: time, ctime: time });
  }
}

/** MEMFS has one table of operations for all its folders, one for all its files, and one for all devices. */
interface Operations {
  getattr(node: object): object;
}

function operationsOf(node: object): Operations {
  if ("node_ops" in node && isOperations(node.node_ops)) return node.node_ops;
  throw new Error("This version of Pyodide has another file system than expected.");
}

function isOperations(value: unknown): value is Operations {
  return typeof value === "object" && value !== null && "getattr" in value;
}
