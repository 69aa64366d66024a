/** Pyodide's own wasm, cut in two in several ways, has to do what it does as a whole. */
import { beforeAll, describe, expect, it } from "vitest";
import { readWasm } from "../../workers/image/runtime.ts";
import { calledFunctions, instrumented } from "../../workers/image/split/profile.ts";
import { type Halves, split } from "../../workers/image/split/split.ts";
import { readBodies, readExports, readModule } from "../../workers/image/wasm/module.ts";
import { ColdCode } from "../../workers/interpreter/cold-code.ts";
import { random } from "./random.ts";

const wasm = readWasm();
const count = readBodies(readModule(wasm)).length;

interface Instance {
  readonly memory: WebAssembly.Memory;
  call(name: string, ...values: unknown[]): unknown;
}

/** Functions that call no import give the same whatever the imports are. */
function importsOf(module: WebAssembly.Module): WebAssembly.Imports {
  const imports: Record<string, WebAssembly.ModuleImports> = {};
  for (const { module: from, name, kind } of WebAssembly.Module.imports(module)) {
    if (from === "hot") continue;
    (imports[from] ??= {})[name] = kind === "global" ? new WebAssembly.Global({ value: "i32", mutable: true }, 0) : () => 0;
  }
  return imports;
}

function instanceOf({ exports }: WebAssembly.Instance): Instance {
  const { memory } = exports;
  if (!(memory instanceof WebAssembly.Memory)) throw new Error("there is no memory");
  return {
    memory,
    call(name, ...values) {
      const run = exports[name];
      if (typeof run !== "function") throw new Error(`there is no ${name}`);
      return run(...values);
    },
  };
}

function whole(bytes: Uint8Array): WebAssembly.Instance {
  const module = new WebAssembly.Module(new Uint8Array(bytes));
  return new WebAssembly.Instance(module, importsOf(module));
}

interface Joined extends Instance {
  readonly code: ColdCode;
}

/** @param onWait called when a cold function is wanted; throws where the code cannot be had */
function joined({ hot, cold }: Halves, onWait: () => void): Joined {
  const module = new WebAssembly.Module(new Uint8Array(hot));
  const imports = importsOf(module);
  const instance = new WebAssembly.Instance(module, imports);
  const code = new ColdCode(instance, imports, () => {
    onWait();
    return new Uint8Array(cold);
  });
  return { ...instanceOf(instance), code };
}

/** Numbers, floats, 64-bit integers, memory, variadic calls, calls through the function table. */
function work({ call, memory }: Instance): unknown[] {
  const text = (bytes: string): number => {
    const address = Number(call("malloc", bytes.length + 1));
    new Uint8Array(memory.buffer).set(new TextEncoder().encode(`${bytes}\0`), address);
    return address;
  };
  const long = text("a text that is longer than others are");
  const numbers = text("    ");
  return [
    call("strlen", long),
    call("strtol", text("-1234x"), 0, 10),
    call("strtod", text("6.25e-3"), 0),
    call("strstr", long, text("longer")) === long + 15,
    call("crc32", 0, long, 10),
    call("pow", 2.5, 3),
    call("llabs", -12345678901234n),
    call("malloc_usable_size", numbers),
    call("PyOS_mystricmp", text("ABC"), text("abc")),
  ];
}

const EXPECTED = (): unknown[] => work(instanceOf(whole(wasm)));

describe.each<[what: string, isHot: (place: number) => boolean]>([
  ["all functions cold", () => false],
  ["all functions hot", () => true],
  ["every other one", (place) => place % 2 === 0],
  ["some at random", (() => {
    const next = random(7);
    const hot = new Set(Array.from({ length: count }, (_one, place) => place).filter(() => next(10) < 3));
    return (place: number) => hot.has(place);
  })()],
])("with %s", (_what, isHot) => {
  let halves: Halves;
  beforeAll(() => {
    halves = split(wasm, isHot);
  });

  it("does what the whole does", () => {
    expect(work(joined(halves, () => undefined))).toEqual(EXPECTED());
  });

  it("exports what the whole exports", () => {
    const exported = readExports(readModule(wasm));
    expect(readExports(readModule(halves.hot)).slice(0, exported.length)).toEqual(exported);
  });
});

it("waits once, for the first cold function that is wanted", () => {
  let waits = 0;
  const instance = joined(split(wasm, () => false), () => (waits += 1));
  expect(waits).toBe(0);
  work(instance);
  expect(waits).toBe(1);
});

it("waits for none while all that is wanted is hot", () => {
  const profiled = whole(instrumented(wasm));
  work(instanceOf(profiled));
  const called = calledFunctions(profiled.exports);
  expect(called.size).toBeGreaterThan(8);
  const halves = split(wasm, (place) => called.has(place));
  expect(work(joined(halves, () => expect.unreachable()))).toEqual(EXPECTED());
});

it("wants the cold code again where it could not be had", () => {
  let there = false;
  const { call } = joined(split(wasm, () => false), () => {
    if (!there) throw new Error("not there");
  });
  expect(() => call("strlen", 0)).toThrow("not there");
  there = true;
  expect(call("pow", 2, 10)).toBe(1024);
});

it("takes the cold code beside what runs", async () => {
  const halves = split(wasm, () => false);
  const { call, code } = joined(halves, () => expect.unreachable());
  await code.load(new Uint8Array(halves.cold));
  expect(call("pow", 2, 10)).toBe(1024);
});

it("refuses what is no half", () => {
  const instance = whole(wasm);
  expect(() => new ColdCode(instance, {}, () => expect.unreachable())).toThrow(/is not one half/);
});

it("refuses what is no module", () => {
  expect(() => split(new Uint8Array(8), () => true)).toThrow(/not a WebAssembly module/);
  expect(() => split(wasm.subarray(0, 1000), () => true)).toThrow(/cut short/);
});
