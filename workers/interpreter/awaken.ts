// What an interpreter from a snapshot has to learn anew, since its memory is of the builder's time and place.

/** What is used of Pyodide. Its types do not list what the WebAssembly module exports. */
export interface Awakened {
  pyimport(module: string): { awaken(): void };
}

/** Gives it random numbers of its own, and the time zone of the browser. Call it before any code of the user runs. */
export function awaken(python: Awakened): void {
  setTimeZone(Reflect.get(python, "_module"));
  python.pyimport("libcloud_repl.awaken").awaken();
}

/** libc's variables; Emscripten fills them only once in a process's life, and the builder's had that behind it. */
interface TimeZone {
  HEAPU32: Uint32Array;
  _timezone: number;
  _daylight: number;
  _tzname: number;
  __tzset_js(timezone: number, daylight: number, standardName: number, summerName: number): void;
}

function setTimeZone(module: unknown): void {
  if (!hasTimeZone(module)) throw new Error("This version of Pyodide does not export its time zone.");
  const names = module._tzname / 4;
  module.__tzset_js(module._timezone, module._daylight, module.HEAPU32[names] ?? 0, module.HEAPU32[names + 1] ?? 0);
}

function hasTimeZone(module: unknown): module is TimeZone {
  return typeof module === "object" && module !== null && "_tzname" in module && "__tzset_js" in module;
}
