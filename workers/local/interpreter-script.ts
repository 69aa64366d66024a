/** The worker that Python runs in, as one script, with Pyodide's JavaScript as it needs it. */
import type { Plugin } from "vite";
import { bundle } from "./bundle.ts";
import { confineFactory } from "./confined.ts";
import { linkWithoutEval } from "./linking.ts";
import { slimFactory } from "./slim.ts";

const ENTRY = "workers/interpreter/main.ts";

/** @throws Error when this version of Pyodide is not the one that its text is edited for */
export function interpreterScript(root: string): Promise<string> {
  return bundle(root, ENTRY, "cjs", [pyodidePlugin]);
}

const pyodidePlugin: Plugin = {
  name: "pyodide",
  transform: (code, id) => (id.endsWith("/pyodide.asm.mjs") ? workerFactory(code) : null),
};

/** Pyodide's JavaScript, before a bundler leaves out what nothing in it uses any more. */
export function workerFactory(source: string): string {
  return confineFactory(linkWithoutEval(slimFactory(source)));
}
