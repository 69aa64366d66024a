import { HOT } from "../../../src/protocol/cold-code.ts";
import { joined, name, vector } from "../wasm/bytes.ts";
import { codeSection, contentOf, SECTION, writeModule } from "../wasm/module.ts";
import type { Program } from "./program.ts";
import { bodyOf, borrowed, filling, lent, passingOn, type Seam, type Shared } from "./seam.ts";

/**
 * The cold functions. All indices are as in the module, so that no instruction has to be changed: in place of each hot function is one
 * that calls it, and what the module defines is imported in the same order.
 */
export function coldHalf(program: Program, seam: Seam): Uint8Array {
  const { sections, functions, imports, globals } = program;
  const shared = [...lent(program, seam), ...borrowed(program)].map(importing);
  const constants = globals.slice(seam.mutable).map(({ bytes }) => bytes);
  return writeModule([
    { id: SECTION.type, content: contentOf(sections, SECTION.type) },
    { id: SECTION.import, content: vector([...imports.map(({ bytes }) => bytes), ...shared]) },
    { id: SECTION.function, content: contentOf(sections, SECTION.function) },
    { id: SECTION.global, content: vector(constants) },
    { id: SECTION.element, content: vector([filling(seam.coldTable, seam.cold)]) },
    codeSection(functions.map((one) => (one.hot ? bodyOf(passingOn(one, seam.hotTable)) : one.body))),
  ]);
}

function importing({ name: what, kind, description }: Shared): Uint8Array {
  return joined([name(HOT), name(what), [kind], description]);
}
