import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ArchiveEntry, writeArchive } from "../../../src/protocol/archive.ts";
import { readTree } from "../files.ts";
import { type Interpreter, type LoadOptions, startInterpreter } from "../runtime.ts";
import { SITE_PACKAGES } from "../site/stage.ts";
import { type Memory, scrub } from "./scrub.ts";
import { inFixedSurroundings } from "./surroundings.ts";

/** What an interpreter starts from: a file with the standard library's zip, and the files of site-packages. */
export interface Files {
  stdlibFile: string;
  packages: readonly ArchiveEntry[];
}

export const OWN_PACKAGE = `${SITE_PACKAGES}/libcloud_repl`;

/** The project's own Python package as it lies in site-packages: sources and .pyc files. */
export async function compileOwnPackage(files: Files, sources: string, builder: string, log: (line: string) => void): Promise<ArchiveEntry[]> {
  // In an interpreter of its own: the compiler would leave the snapshot's heap in pieces.
  const python = await startFrom({ ...files, packages: readSources(sources) }, {}, log);
  const globals = runScript(python, builder, "compile_tree.py");
  python.runPython(`compile_tree(${JSON.stringify(OWN_PACKAGE)})`, { globals });
  return readTree(python.FS, OWN_PACKAGE);
}

function readSources(folder: string): ArchiveEntry[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => /\.(py|pyi|typed)$/.test(name));
  return names.sort().map((name) => ({
    path: `${OWN_PACKAGE}/${name.replaceAll("\\", "/")}`,
    bytes: new Uint8Array(readFileSync(join(folder, name))),
  }));
}

/** The memory of an interpreter that has these files and has run the prelude, in Pyodide's format. */
export async function takeSnapshot(files: Files, builder: string, log: (line: string) => void): Promise<Uint8Array> {
  const python = await startFrom(files, { _makeSnapshot: true, createPyodideModule: inFixedSurroundings() }, log);
  // In fixed surroundings, importlib cannot see by the time of site-packages that there is something new in it.
  python.runPython("import importlib; importlib.invalidate_caches()");
  const globals = runScript(python, builder, "snapshot/prelude.py");
  python.runPython("prelude()", { globals });
  globals.destroy();
  python.runPython("import gc; gc.collect()");
  scrub(memoryOf(python));
  return trim(capture(python));
}

export async function startFrom({ stdlibFile, packages }: Files, options: LoadOptions, log: (line: string) => void): Promise<Interpreter> {
  const python = await startInterpreter({ ...options, stdLibURL: stdlibFile }, log);
  writeArchive(python.FS, packages);
  return python;
}

function runScript(python: Interpreter, builder: string, script: string): ReturnType<Interpreter["toPy"]> {
  const globals = python.toPy({ __name__: "builder" });
  python.runPython(readFileSync(join(builder, script), "utf8"), { globals, filename: script });
  return globals;
}

function memoryOf(python: Interpreter): Memory {
  const module: unknown = Reflect.get(python, "_module");
  if (!isMemory(module)) throw new Error("This version of Pyodide does not give access to its memory.");
  return module;
}

function isMemory(module: unknown): module is Memory {
  return typeof module === "object" && module !== null && "_malloc_set_footprint_limit" in module && "_emscripten_stack_get_end" in module;
}

function capture(python: Interpreter): Uint8Array {
  try {
    return python.makeMemorySnapshot();
  } catch (error) {
    throw new Error("The prelude, or libcloud_repl in it, keeps a JavaScript object, which a snapshot cannot hold.", { cause: error });
  }
}

const PAGE = 4096;

/** Without the zeroes at the end, in whole pages. */
function trim(snapshot: Uint8Array): Uint8Array {
  const end = snapshot.findLastIndex((byte) => byte !== 0) + 1;
  return snapshot.slice(0, Math.min(snapshot.length, Math.ceil(end / PAGE) * PAGE));
}
