import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { loadPyodide, type PyodideAPI } from "pyodide";

export type Interpreter = PyodideAPI;
export type LoadOptions = NonNullable<Parameters<typeof loadPyodide>[0]>;

/** Where npm put Pyodide's files. */
export const PYODIDE_FOLDER = dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));

/** The WebAssembly module's bytes. */
export function readWasm(): Buffer {
  return readFileSync(join(PYODIDE_FOLDER, "pyodide.asm.wasm"));
}

/** The version of npm's package `pyodide`. */
export function pyodideVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(PYODIDE_FOLDER, "package.json"), "utf8"));
  if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) throw new Error("npm's pyodide has no version.");
  return String(manifest.version);
}

/**
 * Starts an interpreter for the builder. Its hash seed is fixed, so that the order of sets is. A random one would be no
 * protection, as each user of a snapshot gets the same.
 */
export function startInterpreter(options: LoadOptions, log: (line: string) => void): Promise<Interpreter> {
  return loadPyodide({
    indexURL: PYODIDE_FOLDER,
    env: { PYTHONHASHSEED: "0", HOME: "/home/pyodide" },
    _sysExecutable: "/usr/bin/python3",
    stdout: log,
    stderr: log,
    ...options,
  });
}
