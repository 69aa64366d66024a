// What an interpreter from a snapshot has to learn anew, since its memory is of the builder's time and place.

/** What is used of Pyodide. Its types do not list what the WebAssembly module exports. */
export interface Awakened {
  runPython(code: string): unknown;
}

/** Gives it random numbers of its own, and the time zone of the browser. Call it before any code of the user runs. */
export function awaken(python: Awakened): void {
  setTimeZone(Reflect.get(python, "_module"));
  python.runPython(AWAKEN);
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

/** `time.tzset()` does not exist in Pyodide, so this does what it would. `logging` counts from when it was imported. */
const AWAKEN = `
def awaken():
    import logging, random, time

    random.seed()
    logging._startTime = time.time_ns()
    year = time.localtime().tm_year
    winter, summer = (time.localtime(time.mktime((year, month, 1, 12, 0, 0, 0, 1, -1))) for month in (1, 7))
    standard, other = sorted((winter, summer), key=lambda at: at.tm_gmtoff)
    time.timezone, time.altzone = -standard.tm_gmtoff, -other.tm_gmtoff
    time.daylight = int(standard.tm_gmtoff != other.tm_gmtoff)
    time.tzname = (standard.tm_zone, other.tm_zone)

awaken()
del awaken
`;
