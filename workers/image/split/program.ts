/** A module that is to be cut in two, and how. */
import { integer, type Reader } from "../wasm/bytes.ts";
import { type FunctionType, type Global, type Import, KIND, readBodies, readerOf, readGlobals, readImports, readModule, readTables, readTypes, SECTION, type Section } from "../wasm/module.ts";

/** One of the functions that the module defines. */
export interface Func {
  /** Among all functions, those that are imported first. */
  readonly index: number;
  /** Index of its type. */
  readonly type: number;
  readonly parameters: number;
  readonly body: Uint8Array;
  readonly hot: boolean;
  /** In the table of the half that it belongs to. */
  readonly slot: number;
}

export interface Program {
  readonly sections: readonly Section[];
  readonly imports: readonly Import[];
  readonly functions: readonly Func[];
  readonly tables: readonly Uint8Array[];
  readonly globals: readonly Global[];
  /** The tags' descriptions. */
  readonly tags: readonly (readonly number[])[];
  /** Index of the type of a function that takes and gives nothing. */
  readonly action: number;
}

/** @param isHot by the function's place among those that the module defines */
export function readProgram(wasm: Uint8Array, isHot: (place: number) => boolean): Program {
  const sections = readModule(wasm);
  const imports = readImports(sections);
  const types = readTypes(sections);
  return {
    sections,
    imports,
    functions: readFunctions(sections, types, countOf(imports, KIND.function), isHot),
    tables: readTables(sections),
    globals: readGlobals(sections),
    tags: readTags(readerOf(sections, SECTION.tag)),
    action: types.findIndex(({ parameters, results }) => parameters + results === 0),
  };
}

function readFunctions(sections: readonly Section[], types: readonly FunctionType[], first: number, isHot: (place: number) => boolean): Func[] {
  const reader = readerOf(sections, SECTION.function);
  const typeOf = reader.vector(() => reader.integer());
  const next = { hot: 0, cold: 0 };
  return readBodies(sections).map((body, place) => {
    const [type = -1, hot] = [typeOf[place], isHot(place)];
    return { index: first + place, type, parameters: types[type]?.parameters ?? 0, body, hot, slot: next[hot ? "hot" : "cold"]++ };
  });
}

function readTags(reader: Reader): number[][] {
  return reader.vector(() => [reader.byte(), ...integer(reader.integer())]);
}

export function countOf(imports: readonly Import[], kind: number): number {
  return imports.filter((one) => one.kind === kind).length;
}
