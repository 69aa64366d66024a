/**
 * Pyodide's JavaScript (`pyodide.asm.mjs`), for nowhere but a worker of ours: not for Node.js, not for an engine's shell, and not for a
 * page that evaluates text. While one `eval` is left, whatever the text defines might be meant by what it evaluates: a bundler can
 * neither leave anything out nor give it a shorter name.
 */

import { edited, type Edits } from "./replace.ts";

/** @throws Error when this version of Pyodide is not the one that this was written for */
export function confineFactory(source: string): string {
  if (!EM_JS.test(source)) throw new Error("This version of Pyodide's JavaScript evaluates a library's in another way.");
  return edited(withFewerOffers(source.replace(EM_JS, "")), EDITS);
}

/** How a library's JavaScript would be evaluated; a library that has any is refused before. */
const EM_JS = /function addEmAsm\(addr,body\)\{.*?delete moduleExports\[name\]\}\}/s;

const EDITS: Edits = [
  ["var ENVIRONMENT_IS_WEB=!!globalThis.window;", "const ENVIRONMENT_IS_WEB=false;"],
  ["var ENVIRONMENT_IS_WORKER=!!globalThis.WorkerGlobalScope;", "const ENVIRONMENT_IS_WORKER=true;"],
  ['var ENVIRONMENT_IS_NODE=globalThis.process?.versions?.node&&globalThis.process?.type!="renderer";', "const ENVIRONMENT_IS_NODE=false;"],
  ["var ENVIRONMENT_IS_SHELL=!ENVIRONMENT_IS_WEB&&!ENVIRONMENT_IS_NODE&&!ENVIRONMENT_IS_WORKER;", "const ENVIRONMENT_IS_SHELL=false;"],
  ["function _emscripten_run_script(ptr){ptr>>>=0;eval(UTF8ToString(ptr))}", 'function _emscripten_run_script(){throw new EvalError("this page evaluates no JavaScript")}'],
  ["function _emscripten_run_script_int(ptr){ptr>>>=0;return eval(UTF8ToString(ptr))|0}", "function _emscripten_run_script_int(){_emscripten_run_script()}"],
  ["ptr>>>=0;var s=eval(UTF8ToString(ptr));", "_emscripten_run_script();var s;"],
  ["eval(data);", ""],
  // These two run at each start. An engine that is not told so reads them to their end twice: to skip them, then to run them.
  ["async function _createPyodideModule(moduleArg={}){", "const _createPyodideModule=(async function(moduleArg={}){"],
  [";return moduleRtn}export default", ";return moduleRtn});export default"],
  ["function pyodide_js_init(){", "var pyodide_js_init=(function(){"],
  ["})()}var StackSwitching=", "})()});var StackSwitching="],
];

/** What Pyodide's loader, this project and libraries in Python use of `Module`. */
const USED_OUTSIDE = ["ExitStatus", "__tzset_js", "ENV", "FS", "addRunDependency", "removeRunDependency"];

/** All that Emscripten's library defines is on `Module` too, for scripts around it. There is none but Pyodide's. */
function withFewerOffers(source: string): string {
  const OFFER = /Module\["(\w+)"\]=\1;/g;
  const rest = source.replace(OFFER, "");
  const used = new Set([...Array.from(rest.matchAll(/[.?"'`](\w+)/g), ([, name]) => name), ...USED_OUTSIDE]);
  return source.replace(OFFER, (offer, name: string) => (used.has(name) ? offer : ""));
}
