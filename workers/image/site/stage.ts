import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ArchiveEntry } from "../../../src/protocol/archive.ts";
import { readTree } from "../files.ts";
import { type Interpreter, startInterpreter } from "../runtime.ts";
import type { Wheel } from "./wheels.ts";

/** All files that the interpreter has, apart from the project's own package. */
export interface Site {
  python: string;
  /** The installed packages' versions, by normalised name. */
  versions: Record<string, string>;
  /** The names of libcloud's drivers, by the hosts that they name. */
  providers: Record<string, string>;
  /** The standard library's zip, of .pyc files. */
  stdlib: Uint8Array;
  /** site-packages, without `libcloud/test`. */
  packages: ArchiveEntry[];
  /** `libcloud/test`. */
  tests: ArchiveEntry[];
}

export const STDLIB = "/lib/python314.zip";
export const SITE_PACKAGES = "/lib/python3.14/site-packages";
const TESTS = `${SITE_PACKAGES}/libcloud/test`;
const WHEELS = "/wheels";

/** Has Pyodide compile its standard library, install the wheels and compile them. */
export async function buildSite(folder: string, wheels: readonly Wheel[], log: (line: string) => void): Promise<Site> {
  const python = await startInterpreter({}, log);
  const call = scriptCaller(python, folder);
  log("Compiling the standard library");
  const stdlib = bytesOf(await call("site/compile_stdlib.py", "compile_stdlib()"));
  log(`Installing ${wheels.length} packages with micropip`);
  const versions = textsOf(await installWheels(python, wheels, call));
  log("Compiling the packages");
  await call("compile_tree.py", `compile_tree(${JSON.stringify(SITE_PACKAGES)}, but=${JSON.stringify(TESTS)})`);
  const files = readTree(python.FS, SITE_PACKAGES);
  log("Listing the hosts of libcloud's drivers");
  const providers = textsOf(await call("site/provider_hosts.py", "provider_hosts()"));
  return {
    python: String(python.runPython("import platform; platform.python_version()")),
    versions,
    providers,
    stdlib,
    packages: files.filter((file) => !isTest(file)),
    tests: files.filter(isTest),
  };
}

const isTest = ({ path }: ArchiveEntry): boolean => path.startsWith(`${TESTS}/`);

type Call = (script: string, expression: string) => Promise<unknown>;

/** Calls a function of one of the builder's Python files. */
function scriptCaller(python: Interpreter, folder: string): Call {
  return async (script, expression) => {
    const globals = python.toPy({ __name__: "builder" });
    python.runPython(readFileSync(join(folder, script), "utf8"), { globals, filename: script });
    const result: unknown = await python.runPythonAsync(expression, { globals });
    return result instanceof python.ffi.PyProxy ? result.toJs() : result;
  };
}

async function installWheels(python: Interpreter, wheels: readonly Wheel[], call: Call): Promise<unknown> {
  python.FS.mkdirTree(WHEELS);
  for (const { file, bytes } of wheels) {
    python.FS.writeFile(`${WHEELS}/${file}`, bytes);
    // micropip installs itself too, so that its own metadata are as complete as the others'.
    if (file.startsWith("micropip-")) python.unpackArchive(bytes, "wheel", { extractDir: SITE_PACKAGES });
  }
  return call("site/install_wheels.py", `await install_wheels(${JSON.stringify(WHEELS)})`);
}

function bytesOf(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error("The standard library's zip did not come out of Python as bytes.");
  return value;
}

function textsOf(value: unknown): Record<string, string> {
  if (!(value instanceof Map) && (typeof value !== "object" || value === null)) throw new Error("A dictionary did not come out of Python as such.");
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(entries.map(([key, text]) => [String(key), String(text)]));
}
