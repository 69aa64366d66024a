// A module's sections, as far as the builder looks into them: https://webassembly.github.io/spec/core/binary/modules.html
import { type Bytes, integer, joined, Reader, sized, vector } from "./bytes.ts";

export const SECTION = { type: 1, import: 2, function: 3, table: 4, memory: 5, global: 6, export: 7, start: 8, element: 9, code: 10, data: 11, tag: 13 } as const;

/** What can be imported and exported. */
export const KIND = { function: 0, table: 1, memory: 2, global: 3, tag: 4 } as const;

export const OP = {
  if: 0x04,
  end: 0x0b,
  call: 0x10,
  callIndirect: 0x11,
  localGet: 0x20,
  globalGet: 0x23,
  globalSet: 0x24,
  i32Const: 0x41,
  i32Eqz: 0x45,
} as const;

export const TYPE = { i32: 0x7f, funcref: 0x70, function: 0x60, none: 0x40 } as const;

export interface Section {
  readonly id: number;
  readonly content: Uint8Array;
}

const PREAMBLE = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];

/** @throws Error if it is no WebAssembly module of version 1, or cut short */
export function readModule(wasm: Uint8Array): Section[] {
  if (!PREAMBLE.every((byte, at) => wasm[at] === byte)) throw new Error("This is not a WebAssembly module.");
  const reader = new Reader(wasm, PREAMBLE.length);
  const sections: Section[] = [];
  while (!reader.done) sections.push({ id: reader.byte(), content: reader.take(reader.integer()) });
  return sections;
}

export function writeModule(sections: readonly Section[]): Uint8Array {
  return joined([PREAMBLE, ...sections.flatMap(({ id, content }) => [[id], integer(content.length), content])]);
}

/** @throws Error if there is none */
export function contentOf(sections: readonly Section[], id: number): Uint8Array {
  const section = sections.find((one) => one.id === id);
  if (section === undefined) throw new Error(`The WebAssembly module has no ${Object.entries(SECTION).find(([, known]) => known === id)?.[0]} section.`);
  return section.content;
}

export function readerOf(sections: readonly Section[], id: number): Reader {
  return new Reader(contentOf(sections, id));
}

/** A section that is a vector, with more items at its end. */
export function appended({ id, content }: Section, items: readonly Bytes[]): Section {
  const reader = new Reader(content);
  const count = reader.integer();
  return { id, content: joined([integer(count + items.length), reader.rest(), ...items]) };
}

/** Each function's locals and instructions. */
export function readBodies(sections: readonly Section[]): Uint8Array[] {
  const reader = readerOf(sections, SECTION.code);
  return reader.vector(() => reader.take(reader.integer()));
}

export function codeSection(bodies: readonly Bytes[]): Section {
  return { id: SECTION.code, content: vector(bodies.map(sized)) };
}

/** An import as it is in the file, and what kind of thing it is. */
export interface Import {
  readonly bytes: Uint8Array;
  readonly kind: number;
}

/** @throws Error if a memory or a table is imported */
export function readImports(sections: readonly Section[]): Import[] {
  const reader = readerOf(sections, SECTION.import);
  return reader.vector(() => {
    const begin = reader.position;
    for (const _name of ["module", "name"]) reader.take(reader.integer());
    const kind = reader.byte();
    skipDescription(reader, kind);
    return { bytes: reader.since(begin), kind };
  });
}

function skipDescription(reader: Reader, kind: number): void {
  switch (kind) {
    case KIND.function:
      reader.integer();
      return;
    case KIND.global:
      reader.take(2);
      return;
    default:
      throw new Error("The WebAssembly module imports something else than functions and globals.");
  }
}

export interface Export {
  readonly name: string;
  readonly kind: number;
  readonly index: number;
}

export function readExports(sections: readonly Section[]): Export[] {
  const reader = readerOf(sections, SECTION.export);
  return reader.vector(() => ({ name: new TextDecoder().decode(reader.take(reader.integer())), kind: reader.byte(), index: reader.integer() }));
}

/** A function's type: how many values it takes, and how many it gives. */
export interface FunctionType {
  readonly parameters: number;
  readonly results: number;
}

export function readTypes(sections: readonly Section[]): FunctionType[] {
  const reader = readerOf(sections, SECTION.type);
  const count = (): number => reader.vector(() => reader.byte()).length;
  return reader.vector(() => {
    if (reader.byte() !== TYPE.function) throw new Error("The WebAssembly module has a type that is not a function's.");
    return { parameters: count(), results: count() };
  });
}

/** A global that is defined in the module, as it is in the file. */
export interface Global {
  readonly bytes: Uint8Array;
  readonly type: number;
  readonly mutable: boolean;
}

/** @throws Error if one begins with anything but a constant */
export function readGlobals(sections: readonly Section[]): Global[] {
  const reader = readerOf(sections, SECTION.global);
  return reader.vector(() => {
    const begin = reader.position;
    const [type, mutable, constant] = [reader.byte(), reader.byte() === 1, reader.byte() === OP.i32Const];
    reader.integer();
    if (!constant || reader.byte() !== OP.end) throw new Error("The WebAssembly module has a global whose value is not a constant.");
    return { bytes: reader.since(begin), type, mutable };
  });
}

/** The tables' descriptions. */
export function readTables(sections: readonly Section[]): Uint8Array[] {
  const reader = readerOf(sections, SECTION.table);
  return reader.vector(() => {
    const begin = reader.position;
    reader.take(1);
    const limits = reader.byte() === 0 ? 1 : 2;
    for (let i = 0; i < limits; i += 1) reader.integer();
    return reader.since(begin);
  });
}
