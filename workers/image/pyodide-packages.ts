import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Lockfile } from "pyodide";
import type { ArchiveEntry } from "../../src/protocol/archive.ts";
import { PYODIDE_FOLDER, pyodideVersion } from "./runtime.ts";
import { OWN_PACKAGE } from "./snapshot/stage.ts";

/** What the interpreter wants to know of a package: `libcloud_repl/packages/locked.py`. */
const FIELDS = ["name", "version", "file_name", "sha256", "package_type", "depends", "imports"] as const;

/** Pyodide's lock, for packages that are loaded on demand. It lies beside the code that reads it, and not in the snapshot. */
export function packageList(): ArchiveEntry {
  const { info, packages }: Lockfile = JSON.parse(readFileSync(join(PYODIDE_FOLDER, "pyodide-lock.json"), "utf8"));
  const wanted = Object.entries(packages).filter(([name]) => !name.endsWith("-tests"));
  const list = {
    info,
    base: `https://cdn.jsdelivr.net/pyodide/v${pyodideVersion()}/full/`,
    packages: Object.fromEntries(wanted.map(([name, entry]) => [name, Object.fromEntries(FIELDS.map((field) => [field, entry[field]]))])),
  };
  return { path: `${OWN_PACKAGE}/packages/pyodide-lock.json`, bytes: new TextEncoder().encode(JSON.stringify(list)) };
}
