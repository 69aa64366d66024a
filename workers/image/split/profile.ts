// Finds out which functions of a module are called: each sets a global variable of its own.
import { integer, joined, name, Reader } from "../wasm/bytes.ts";
import { appended, codeSection, KIND, OP, readBodies, readerOf, readImports, readModule, SECTION, type Section, TYPE, writeModule } from "../wasm/module.ts";

const exportName = (index: number): string => `called ${index}`;

/** The same module, slower, with an export for each function that it defines. */
export function instrumented(wasm: Uint8Array): Uint8Array {
  const sections = readModule(wasm);
  const bodies = readBodies(sections);
  const first = readImports(sections).filter(({ kind }) => kind === KIND.global).length + readerOf(sections, SECTION.global).integer();
  const edits: Readonly<Record<number, (section: Section) => Section>> = {
    [SECTION.global]: (section) => appended(section, bodies.map(() => [TYPE.i32, 1, OP.i32Const, 0, OP.end])),
    [SECTION.export]: (section) => appended(section, bodies.map((_body, index) => joined([name(exportName(index)), [KIND.global], integer(first + index)]))),
    [SECTION.code]: () => codeSection(bodies.map((body, index) => marking(body, first + index))),
  };
  return writeModule(sections.map((section) => edits[section.id]?.(section) ?? section));
}

/** Instructions come behind the locals. */
function marking(body: Uint8Array, global: number): Uint8Array {
  const reader = new Reader(body);
  reader.vector(() => [reader.integer(), reader.byte()]);
  return joined([reader.since(0), [OP.i32Const, 1, OP.globalSet], integer(global), reader.rest()]);
}

/** Of the functions that the module defines, those that have been called in an instance of it, by their place among them. */
export function calledFunctions(exports: Readonly<Record<string, unknown>>): Set<number> {
  const called = new Set<number>();
  for (let index = 0; ; index += 1) {
    const global = exports[exportName(index)];
    if (global === undefined) return called;
    if (typeof global === "object" && global !== null && "value" in global && global.value === 1) called.add(index);
  }
}
