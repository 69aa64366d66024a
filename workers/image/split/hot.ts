import { integer, joined, name, signed } from "../wasm/bytes.ts";
import { appended, codeSection, KIND, OP, SECTION, type Section, TYPE, writeModule } from "../wasm/module.ts";
import { countOf, type Program } from "./program.ts";
import { bodyOf, filling, lent, passingOn, type Seam, signal, tablesOf } from "./seam.ts";

/** The module itself, with a way into the other half in place of each cold function. */
export function hotHalf(program: Program, seam: Seam): Uint8Array {
  const { sections, functions, imports, action } = program;
  const join = countOf(imports, KIND.function) + functions.length;
  const edits: Readonly<Record<number, (section: Section) => Section>> = {
    [SECTION.function]: (section) => appended(section, [integer(action)]),
    [SECTION.table]: (section) => appended(section, tablesOf(seam)),
    [SECTION.global]: (section) => appended(section, [[TYPE.i32, 1, OP.i32Const, 0, OP.end]]),
    [SECTION.export]: (section) => appended(section, [...lent(program, seam), signal(seam)].map((one) => joined([name(one.name), [one.kind], integer(one.index)]))),
    [SECTION.element]: (section) => appended(section, [filling(seam.hotTable, seam.hot)]),
    [SECTION.code]: () => codeSection([...functions.map((one) => (one.hot ? one.body : bodyOf([OP.call, ...integer(join), ...passingOn(one, seam.coldTable)]))), joining(seam, action)]),
  };
  return writeModule(sections.map((section) => edits[section.id]?.(section) ?? section));
}

/** A function that each way into the other half begins with: where that is not there yet, it calls what sees to it. */
function joining({ joined, cold, coldTable }: Seam, action: number): number[] {
  const call = [OP.i32Const, ...signed(cold.length), OP.callIndirect, ...integer(action), ...integer(coldTable)];
  return bodyOf([OP.globalGet, ...integer(joined), OP.i32Eqz, OP.if, TYPE.none, ...call, OP.end]);
}
