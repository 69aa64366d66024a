/** What is used of the files of Pyodide that have no types of their own. */

declare module "pyodide/pyodide.asm.mjs" {
  type Done = (instance: WebAssembly.Instance, module: WebAssembly.Module) => void;

  /** https://emscripten.org/docs/api_reference/module.html */
  export interface ModuleSettings {
    instantiateWasm(imports: WebAssembly.Imports, done: Done): object;
  }

  export interface EmscriptenModule {
    readonly HEAP8: Int8Array;
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
  }

  export type ModuleFactory = (settings: ModuleSettings) => Promise<EmscriptenModule>;
  const createPyodideModule: ModuleFactory;
  export default createPyodideModule;
}

declare module "pyodide/pyodide-lock.json" {
  import type { Lockfile } from "pyodide";
  export const info: Lockfile["info"];
}
