/**
 * Pyodide's JavaScript (`pyodide.asm.mjs`), without the work at each start that only other uses of it need. Emscripten links the main
 * module as if any symbol of it might be asked for by a library that comes later, by name, address and JavaScript variable: 8,500
 * exports, each several times over. Here that happens for a symbol when it is asked for.
 *
 * Functions without an address do not get one, so those that come later get other numbers in WebAssembly's table than they would. A
 * snapshot, which the builder makes with the full text, holds no such number: it is the same file, byte for byte, with this text.
 */

import { edited, replaceOnce, type Edits } from "./replace.ts";

/** @throws Error when this version of Pyodide is not the one that this was written for */
export function slimFactory(source: string): string {
  return edited(withOneTable(withFewerVariables(withoutGraphics(source))), EDITS);
}

const EDITS: Edits = [
  // A file in memory is copied each time that it grows: an eighth at a time that is nine times over, and to copy it costs more than to write it.
  ["CAPACITY_DOUBLING_MAX=1024*1024;", "CAPACITY_DOUBLING_MAX=1<<28;"],
  ["node.contents=new Uint8Array(newCapacity);node.contents.set(oldContents)}", "node.contents=moreRoom(oldContents,newCapacity)}"],
  ["var MEMFS={", `${String(moreRoom)}var MEMFS={`],
  // Only for what this module itself asks for. A library's symbols are looked up when it comes, by reportUndefinedSymbols.
  ["updateGOT(origExports);", "updateGOT(Object.fromEntries(Object.keys(GOT).filter(name=>name in origExports).map(name=>[name,origExports[name]])));"],
  // There is no canvas in a worker of ours, so nobody can call OpenGL: its 250 functions get the null address.
  ['if(entry.value==-1){var value=resolveGlobalSymbol(symName,true).sym;', 'if(symName.startsWith("emscripten_gl")){entry.value=0;continue}if(entry.value==-1){var value=resolveGlobalSymbol(symName,true).sym;'],
  // A function of JavaScript has no address yet; to find that out, every function in the table would become an object.
  ["entry.value=addFunction(value,value.sig)", 'if(symName in wasmExports){entry.value=addFunction(value,value.sig)}else{entry.value=getEmptyTableSlot();setWasmTableEntry(entry.value,convertJsFunctionToWasm(value,value.sig))}'],
  // What the main module exports is offered to libraries as it is, not copied entry by entry.
  ['mergeLibSymbols(wasmExports,"main");', 'Object.setPrototypeOf(wasmImports,wasmExports);wasmImports["main"]=wasmExports["__main_argc_argv"];'],
  ["newSymIndex=Object.keys(lib.exports).indexOf(symbol);", "newSymIndex=symbolsOf(lib.exports).indexOf(symbol);"],
  ["var symName=Object.keys(symDict)[symbolIndex];", "var symName=symbolsOf(symDict)[symbolIndex];"],
  ["var LDSO={", `${String(symbolsOf)}var LDSO={`],
  // It has no address yet; to find that out, every function in the table would become an object.
  ["return addFunction(trampolineInstance.exports.trampoline_call)", "const slot=getEmptyTableSlot();setWasmTableEntry(slot,trampolineInstance.exports.trampoline_call);return slot"],
  ["functionsInTableMap.delete(", "functionsInTableMap?.delete("],
  // Sound is played by a page.
  ["registerPostMainLoop(()=>SDL.audio?.queueNewAudioData?.());", ""],
  // A callback of Python's event loop waits for another turn of the browser's here, behind the one that called it. All it needs is that
  // no WebAssembly is below it on the stack, which is so as soon as the caller has returned.
  ["await new Promise(d=>API.scheduleCallback(d,0));", "await 0;"],
  // Asked for at each `str()` and `print()`: one call that takes the signal, instead of two accesses that can lose one between them.
  ["let result=Module.Py_EmscriptenSignalBuffer[0];Module.Py_EmscriptenSignalBuffer[0]=0;return result", "return Module.Py_EmscriptenSignalBuffer.takeSignal()"],
  // Addresses come as signed numbers; those above two gigabytes have to be made unsigned, or the memory's end is read in their place.
  ["decoder.decode(Module.HEAPU8.subarray(ptr,ptr+len))", "decoder.decode(Module.HEAPU8.subarray(ptr>>>0,(ptr>>>0)+len))"],
  ["Module.HEAPU8.set(bufferAsUint8Array(buf),ptr)", "Module.HEAPU8.set(bufferAsUint8Array(buf),ptr>>>0)"],
  ["Module.HEAPU8.subarray(ptr,ptr+buf.byteLength)", "Module.HEAPU8.subarray(ptr>>>0,(ptr>>>0)+buf.byteLength)"],
  ["let n=e*r;return HEAP8.slice(t,t+n).buffer", "let n=e*r;return HEAP8.slice(t>>>0,(t>>>0)+n).buffer"],
  // The loader compiles Python for what it can import as it is.
  ['API.runPythonInternal_dict=API._pyodide._base.eval_code("{}"),API.importlib=API.runPythonInternal("import importlib; importlib");let o=API.importlib.import_module;', 'void 0;let o=API._pyodide._base.import_module;API.runPythonInternal_dict=o("builtins").dict(),API.importlib=o("importlib");'],
  ['API.runPythonInternal("import __main__; __main__.__dict__"),s=API.runPythonInternal("import builtins; builtins.__dict__")', 'o("__main__").__dict__,s=o("builtins").__dict__'],
];

/** How the text assigns one export to a variable and to `Module`. */
const ASSIGNMENT = /_(\w+)=Module\["_\1"\]=wasmExports\["\1"\](?:\.value>>>0)?;?/g;

/** What Pyodide's loader and this project use of `Module`, beside what the text itself does. */
const USED_OUTSIDE = ["_Py_Version", "_malloc", "___tzset_js", "_timezone", "_daylight", "_tzname"];

/** An export gets a variable, and a place on `Module`, only where one of them is used. */
function withFewerVariables(source: string): string {
  const [, body] = /function assignWasmExports\(wasmExports\)\{([^{}]*)\}/.exec(source) ?? [];
  const [declaration] = /var _set_method_docstring,[\w,]*;/.exec(source) ?? [];
  if (body === undefined || declaration === undefined) throw new Error("This version of Pyodide's JavaScript assigns its exports in another way.");
  const rest = source.replace(declaration, "").replace(body, (text) => text.replace(ASSIGNMENT, ""));
  const used = new Set([...(rest.match(/\b\w+\b/g) ?? []), ...USED_OUTSIDE]);
  const names = declaration.slice("var ".length, -1).split(",").filter((name) => used.has(name));
  return source
    .replace(declaration, () => `var ${names.join(",")};`)
    .replace(body, () => body.replace(ASSIGNMENT, (assignment, name: string) => (used.has(`_${name}`) ? assignment : "")));
}

/** Some exports get a wrapper; for their sake all 8,500 would be copied. */
function withOneTable(source: string): string {
  const [body] = /function applySignatureConversions\(wasmExports\).*?return wasmExports\}/s.exec(source) ?? [];
  if (body === undefined) throw new Error("This version of Pyodide's JavaScript wraps its exports in another way.");
  const names = Array.from(body.matchAll(/wasmExports\["(\w+)"\]=/g), ([, name]) => name);
  const own = `Object.fromEntries(${JSON.stringify(names)}.map(name=>[name,{value:wasmExports[name],writable:true}]))`;
  return source.replace(body, () => replaceOnce(body, "Object.assign({},wasmExports)", `Object.create(wasmExports,${own})`));
}

/** Graphics, sound, windows, and what comes from a document's elements and a device's sensors. */
const GRAPHICS = new RegExp(
  [
    /^(?:_?(?:emscripten_)?gl[A-Z]|glut|glfw|egl[A-Z]|alc?[A-Z]|SDL|IMG_|Mix_|TTF_|GL|AL$|EGL|webgl|heapObjectForWebGL|emscriptenWebGL)/,
    /^(?:requestFullscreen|setCanvasSize|getUserMedia|createContext)$|^(?:box|ellipse|filledEllipse|line|pixel|rectangle)(?:Color|RGBA)$|^(?:roto)?zoomSurface$/,
    /^emscripten_(?:SDL_|webgl_|html5_|is_webgl|supports_offscreencanvas|hide_mouse|vibrate|(?:un)?lock_orientation|sample_gamepad_data)/,
    /^emscripten_(?:(?:enter|exit|request)_(?:soft_)?(?:fullscreen|pointerlock)|set_\w+_callback_on_thread$|[gs]et_(?:canvas_\w*|element_css_)size|[gs]et_window_title)/,
    /^_?emscripten_get_(?:(?:battery|fullscreen|gamepad|orientation|pointerlock|visibility)_status|last_\w+_event|num_gamepads|screen_size|preloaded_image|device_pixel_ratio)/,
  ]
    .map(({ source }) => source)
    .join("|"),
);

/** What a page with a canvas is to Emscripten, and to the library that draws on it. */
const CANVAS = /var Browser=\{useWebGL:.*?;var createContext=Browser\.createContext;/s;
const DRAWING = /var SDL=\{defaults:.*?\};(?=function _SDL_Linked_Version)/s;

/** What a worker of ours has no use for is offered to no library; with nobody who asks for it, a bundler leaves it out. */
function withoutGraphics(source: string): string {
  const [table] = /var wasmImports=\{[^{}]*\};/.exec(source) ?? [];
  if (table === undefined || !CANVAS.test(source) || !DRAWING.test(source)) throw new Error("This version of Pyodide's JavaScript lists its functions in another way.");
  const entries = table.slice("var wasmImports={".length, -"};".length).split(",").filter((entry) => !GRAPHICS.test(entry.split(":")[0] ?? ""));
  return source
    .replace(table, () => `var wasmImports={${entries.join(",")}};`)
    .replace(CANVAS, "var Browser={init(){},workers:[]};")
    .replace(DRAWING, "")
    .replace(/\b_(\w+)\.sig="\w*";|Module\["_?(\w+)"\]=_?\2;/g, (statement, typed?: string, offered?: string) => (GRAPHICS.test(typed ?? offered ?? "") ? "" : statement));
}

/**
 * What a library offers. The main module's exports are those of a prototype.
 *
 * Its text goes into Pyodide's, so it uses nothing from outside.
 */
function symbolsOf(library: object): string[] {
  const names: string[] = [];
  for (const name in library) names.push(name);
  return names;
}

/**
 * Contents of a file with room for more. Where these are large, they are moved to memory that can grow where it is, to eight times its size.
 * What of that is never written to takes addresses alone, but Firefox allocates all of it.
 *
 * Its text goes into Pyodide's, so it uses nothing from outside.
 */
function moreRoom(contents: Uint8Array<ArrayBuffer>, capacity: number): Uint8Array<ArrayBuffer> {
  const { buffer } = contents;
  if (buffer.resizable && capacity <= buffer.maxByteLength) {
    buffer.resize(capacity);
    return new Uint8Array(buffer);
  }
  const larger = roomFor(capacity);
  larger.set(contents);
  return larger;

  function roomFor(bytes: number): Uint8Array<ArrayBuffer> {
    if (bytes < 1 << 20) return new Uint8Array(bytes);
    try {
      return new Uint8Array(new ArrayBuffer(bytes, { maxByteLength: Math.min(8 * bytes, 0xffff_ffff) }));
    } catch {
      return new Uint8Array(bytes); // not so many addresses in a row
    }
  }
}
