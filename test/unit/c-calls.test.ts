import { describe, expect, it } from "vitest";
import { Trampoline } from "../../workers/interpreter/c-calls.ts";

const RUNTIME = 1024;
const OFFSET_AT = 2048;
const OFFSET = 40;

function exported(address: number): WebAssembly.Global {
  return new WebAssembly.Global({ value: "i32" }, address);
}

function memoryWithOffset(): WebAssembly.Memory {
  const memory = new WebAssembly.Memory({ initial: 1 });
  new DataView(memory.buffer).setInt32(OFFSET_AT, OFFSET, true);
  return memory;
}

describe("Trampoline", () => {
  it("is kept over what a snapshot writes, in memory that has grown meanwhile", () => {
    const memory = memoryWithOffset();
    new DataView(memory.buffer).setInt32(RUNTIME + OFFSET, 7, true);
    const trampoline = new Trampoline({ exports: { memory, _PyRuntime: exported(RUNTIME), _PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: exported(OFFSET_AT) } });
    const { index } = trampoline;
    memory.grow(1);
    new Uint8Array(memory.buffer).fill(0);
    trampoline.index = index;
    expect(new DataView(memory.buffer).getInt32(RUNTIME + OFFSET, true)).toBe(7);
  });

  it("cannot be found in a module that does not say where it is", () => {
    expect(() => new Trampoline({ exports: { memory: memoryWithOffset(), _PyRuntime: exported(RUNTIME) } })).toThrow(/does not say where its trampoline is/);
  });
});
