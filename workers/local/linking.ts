/**
 * How Pyodide's JavaScript (`pyodide.asm.mjs`) links the compiled code of a Python package. Emscripten lets such code bring JavaScript
 * with it as text (EM_JS, EM_ASM), and evaluates it. The page's policy forbids that, so a library with such text is refused as a whole, before
 * any of it has run. Few have any.
 */

import { edited, type Edits } from "./replace.ts";

/** @throws Error when this version of Pyodide is not the one that this was written for */
export function linkWithoutEval(source: string): string {
  return edited(source, EDITS);
}

const REFUSAL = "it has JavaScript in it (EM_JS or EM_ASM), and this page evaluates none";

const EDITS: Edits = [
  [
    "function postInstantiation(module,instance){",
    `function postInstantiation(module,instance){if(WebAssembly.Module.exports(module).some(({name})=>name==="__start_em_asm"||name.startsWith("__em_js__"))){throw new Error("${REFUSAL}")}`,
  ],
  // What could not be loaded leaves no trace: the next attempt would take it for loaded, and the next library would miss its symbols.
  [
    "catch(e){dlSetError(`could not load dynamic lib: ",
    'catch(e){for(const[name,dso]of Object.entries(LDSO.loadedLibsByName)){if(dso.exports==="loading"){delete LDSO.loadedLibsByName[name]}}for(const name in GOT){if(GOT[name].value===-1){delete GOT[name]}}dlSetError(`could not load dynamic lib: ',
  ],
];
