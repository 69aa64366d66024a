/** Where the halves meet: the hot half exports what the cold one imports, and each calls the other's functions through a table. */
import { COLD_TABLE, JOINED } from "../../../src/protocol/cold-code.ts";
import { type Bytes, integer, joined, signed, vector } from "../wasm/bytes.ts";
import { contentOf, KIND, OP, readExports, SECTION, TYPE } from "../wasm/module.ts";
import { countOf, type Func, type Program } from "./program.ts";

/** Something that both halves share. */
export interface Shared {
  readonly name: string;
  readonly kind: number;
  /** In the hot half. */
  readonly index: number;
  /** As an import has it. */
  readonly description: Bytes;
}

export interface Seam {
  readonly hot: readonly Func[];
  readonly cold: readonly Func[];
  /** Indices of their tables, behind those that the module has. */
  readonly hotTable: number;
  readonly coldTable: number;
  /** Index of the hot half's global that says that the cold functions are there. */
  readonly joined: number;
  /** How many globals, the first that the module defines, can change: both halves must have the same ones. */
  readonly mutable: number;
}

export function seamOf(program: Program): Seam {
  const { functions, tables, globals, imports } = program;
  const mutable = globals.findLastIndex((global) => global.mutable) + 1;
  // Those behind them have other indices in the cold half if the hot one has to lend more.
  if (!globals.slice(0, mutable).every((global) => global.mutable)) throw new Error("The WebAssembly module has a constant between its variables.");
  return {
    hot: functions.filter(({ hot }) => hot),
    cold: functions.filter(({ hot }) => !hot),
    hotTable: tables.length,
    coldTable: tables.length + 1,
    joined: countOf(imports, KIND.global) + globals.length,
    mutable,
  };
}

/** Tables of functions, neither of which ever grows. */
export function tablesOf({ hot, cold }: Seam): number[][] {
  return [hot.length, cold.length + 1].map((size) => [TYPE.funcref, 1, ...integer(size), ...integer(size)]);
}

/** What the hot half exports for who joins the halves. */
export function signal({ joined }: Seam): Shared {
  return { name: JOINED, kind: KIND.global, index: joined, description: [TYPE.i32, 1] };
}

/** What the cold half needs, and the module does not export. */
export function lent(program: Program, seam: Seam): Shared[] {
  const { tables, globals, imports } = program;
  const all = [...tables, ...tablesOf(seam)];
  const first = countOf(imports, KIND.global);
  return [
    ...all.map((description, index) => ({ name: index === seam.coldTable ? COLD_TABLE : `table ${index}`, kind: KIND.table, index, description })),
    ...globals.slice(0, seam.mutable).map(({ type }, at) => ({ name: `global ${at}`, kind: KIND.global, index: first + at, description: [type, 1] })),
  ];
}

/** What the cold half needs, and the module exports anyhow. */
export function borrowed({ sections, tags }: Program): Shared[] {
  const exports = readExports(sections);
  const [, ...memory] = contentOf(sections, SECTION.memory); // behind their number, which is one
  return [
    ...exports.filter(({ kind }) => kind === KIND.memory).map((one) => ({ ...one, description: memory })),
    ...tags.map((description, index) => {
      const tag = exports.find((one) => one.kind === KIND.tag && one.index === index);
      if (tag === undefined) throw new Error("The WebAssembly module has a tag that it does not export.");
      return { ...tag, description };
    }),
  ];
}

/** Instructions that call the same function in the other half. */
export function passingOn({ type, parameters, slot }: Func, table: number): number[] {
  const given = Array.from({ length: parameters }, (_one, at) => [OP.localGet, ...integer(at)]);
  return [...given.flat(), OP.i32Const, ...signed(slot), OP.callIndirect, ...integer(type), ...integer(table)];
}

/** Instructions as the body of a function without locals. */
export function bodyOf(instructions: readonly number[]): number[] {
  return [0, ...instructions, OP.end];
}

/** An element segment that fills a table from its beginning. */
export function filling(table: number, functions: readonly Func[]): Uint8Array {
  return joined([[2], integer(table), [OP.i32Const, 0, OP.end, 0], vector(functions.map(({ index }) => integer(index)))]);
}
