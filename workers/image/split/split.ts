/**
 * Cuts a module in two: the hot half has the functions that have run in a session, and is the module to everybody outside. The cold half has
 * the others. Between them, a function calls one of the other half through a table, with its arguments as they are; so no code
 * changes, no address, and nothing of what lies in memory.
 */
import { coldHalf } from "./cold.ts";
import { hotHalf } from "./hot.ts";
import { readProgram } from "./program.ts";
import { seamOf } from "./seam.ts";

export interface Halves {
  readonly hot: Uint8Array;
  readonly cold: Uint8Array;
}

/**
 * @param isHot by the function's place among those that the module defines
 * @throws Error if this is a module of another kind than Emscripten makes of Pyodide
 */
export function split(wasm: Uint8Array, isHot: (place: number) => boolean): Halves {
  const program = readProgram(wasm, isHot);
  const seam = seamOf(program);
  return { hot: hotHalf(program, seam), cold: coldHalf(program, seam) };
}
