/**
 * How CPython calls a C function that may take another number of arguments than it is given, which WebAssembly does not let pass: a
 * trampoline, itself WebAssembly, asks for the function's type first (`Python/emscripten_trampoline.c`). Where the engine cannot compile it,
 * each such call goes out to JavaScript and comes back, and the function becomes a JavaScript object for that.
 *
 * CPython remembers the trampoline's place in the function table in its memory. A snapshot brings the builder's place, or its lack of one.
 */

export class Trampoline {
  readonly #memory: WebAssembly.Memory;
  readonly #address: number;

  /** @throws Error when this version of Pyodide does not export where it is */
  constructor({ exports }: WebAssembly.Instance) {
    const { memory, _PyRuntime: runtime, _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: offset } = exports;
    if (!(memory instanceof WebAssembly.Memory && runtime instanceof WebAssembly.Global && offset instanceof WebAssembly.Global)) {
      throw new Error("Pyodide's WebAssembly module does not say where its trampoline is.");
    }
    this.#memory = memory;
    this.#address = runtime.value + new DataView(memory.buffer).getInt32(offset.value, true);
  }

  /** Its index in the function table; 0 for none. */
  get index(): number {
    return this.#view().getInt32(this.#address, true);
  }

  set index(index: number) {
    this.#view().setInt32(this.#address, index, true);
  }

  /** A fresh one each time: memory that grows has another buffer. */
  #view(): DataView {
    return new DataView(this.#memory.buffer);
  }
}
