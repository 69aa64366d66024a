import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PYODIDE_FOLDER } from "../runtime.ts";

/** Runs `use` with a folder from which Pyodide can be loaded with another wasm than its own. */
export async function withPyodide<T>(wasm: Uint8Array, use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "libcloud-repl-pyodide-"));
  try {
    writeFileSync(join(folder, "pyodide.asm.wasm"), wasm);
    copyFileSync(join(PYODIDE_FOLDER, "pyodide-lock.json"), join(folder, "pyodide-lock.json"));
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
