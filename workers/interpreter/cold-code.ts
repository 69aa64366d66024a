/** Joins the two halves of Pyodide's WebAssembly. Until the cold one is there, whoever calls one of its functions waits for it. */
import { COLD_TABLE, HOT, JOINED } from "../../src/protocol/cold-code.ts";

/** Blocks until the cold half's bytes are there. @throws Error where they cannot be had */
export type WaitForCode = () => Uint8Array<ArrayBuffer>;

export class ColdCode {
  readonly #exports: WebAssembly.Exports;
  readonly #imports: WebAssembly.Imports;
  readonly #joined: WebAssembly.Global;

  /**
   * @param instance of the hot half, in which nothing has run yet
   * @param imports what it was made with
   * @throws Error when it is no hot half
   */
  constructor({ exports }: WebAssembly.Instance, imports: WebAssembly.Imports, wait: WaitForCode) {
    const { [COLD_TABLE]: table, [JOINED]: joined } = exports;
    if (!(table instanceof WebAssembly.Table && joined instanceof WebAssembly.Global)) throw new Error("The image's WebAssembly is not one half of Pyodide's.");
    this.#exports = exports;
    this.#imports = imports;
    this.#joined = joined;
    table.set(table.length - 1, asWasm(() => this.#join(new WebAssembly.Module(wait()))));
  }

  /** Compiles it beside what runs here. */
  async load(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#join(await WebAssembly.compile(bytes));
  }

  #join(module: WebAssembly.Module): void {
    if (this.#joined.value !== 0) return;
    // It fills the table that it imports.
    new WebAssembly.Instance(module, { ...this.#imports, [HOT]: importsOf(this.#exports) });
    this.#joined.value = 1;
  }
}

/** The types keep a module's exports apart from what a module can import. */
function importsOf(exports: WebAssembly.Exports): WebAssembly.ModuleImports {
  return exports;
}

/** (module (type (func)) (import "m" "f" (func (type 0))) (export "f" (func 0))) */
const PASSING_ON = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, 7, 1, 1, 109, 1, 102, 0, 0, 7, 5, 1, 1, 102, 0, 0]);

/** A table of functions takes only WebAssembly's own. */
function asWasm(run: () => void): unknown {
  return new WebAssembly.Instance(new WebAssembly.Module(PASSING_ON), { m: { f: run } }).exports["f"];
}
