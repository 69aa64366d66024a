import { type LoadOptions, readWasm } from "../runtime.ts";
import { type Files, startFrom } from "../snapshot/stage.ts";
import { type Exports, inFixedSurroundings } from "../snapshot/surroundings.ts";
import { withPyodide } from "./folder.ts";
import { calledFunctions, instrumented } from "./profile.ts";
import { liveThrough } from "./session.ts";

type ModuleFactory = NonNullable<LoadOptions["createPyodideModule"]>;

/**
 * The functions of the wasm that are called from a start from the snapshot to the end of a session, by their place among those that it defines.
 *
 * @param snapshot of an interpreter that had these files
 */
export function functionsOfASession(files: Files, snapshot: Uint8Array, log: (line: string) => void): Promise<ReadonlySet<number>> {
  return withPyodide(instrumented(readWasm()), async (folder) => {
    let exports: Exports = {};
    const create = withRoom(snapshot.length, inFixedSurroundings((given) => (exports = given)));
    const python = await withStackSwitching(() => startFrom(files, { indexURL: folder, _loadSnapshot: snapshot, createPyodideModule: create }, log));
    await liveThrough(python);
    return calledFunctions(exports);
  });
}

/** Grows the memory before the restore, which does not do so itself (pyodide/pyodide#6254). */
function withRoom(size: number, create: ModuleFactory): ModuleFactory {
  return async (settings) => {
    const made = await create(settings);
    if (!("_malloc" in made) || typeof made._malloc !== "function") throw new Error("This version of Pyodide does not export its allocator.");
    if (made.HEAP8.length < size) made._malloc(size);
    return made;
  };
}

/** Where this engine cannot switch stacks, Pyodide shall think that it can: browsers can, and go other ways then. In a session that never waits nothing is switched. */
async function withStackSwitching<T>(start: () => Promise<T>): Promise<T> {
  const engine: object = Reflect.get(globalThis, "WebAssembly");
  if ("Suspending" in engine) return start();
  const pretended = { promising: (run: (...values: unknown[]) => unknown) => async (...values: unknown[]) => run(...values), Suspending: function (run: unknown) { return run; } };
  Object.assign(engine, pretended);
  try {
    return await start();
  } finally {
    for (const name of Object.keys(pretended)) Reflect.deleteProperty(engine, name);
  }
}
