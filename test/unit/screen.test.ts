import { describe, expect, it } from "vitest";
import { RESIZE_OSC } from "../../src/protocol/screen.ts";
import type { Output } from "../../workers/interpreter/output.ts";
import { Screen } from "../../workers/interpreter/screen.ts";

/** Takes everything, until it is `interrupted`. */
class Sink implements Output {
  written = 0;
  interrupted = false;
  text = "";

  write(bytes: Uint8Array, from = 0, to = bytes.length): number {
    const taken = this.interrupted ? 0 : to - from;
    this.text += new TextDecoder().decode(bytes.subarray(from, from + taken));
    this.written += taken;
    return taken;
  }
}

const MEMORY = new TextEncoder().encode("one\ntwo\nthree");

describe("Screen", () => {
  it("knows the unfinished line of what was written from a part of memory", () => {
    const screen = new Screen(new Sink(), () => undefined);
    screen.write(MEMORY, 4, 6);
    expect(screen.tail).toBe("tw");
    screen.write(MEMORY, 6, 11);
    expect(screen.tail).toBe("thr");
    screen.write(MEMORY, 0, 4);
    expect(screen.tail).toBe("");
  });

  it("says where a new size begins, also while nothing is edited", () => {
    const sink = new Sink();
    let torn = 0;
    const screen = new Screen(sink, () => (torn += 1));
    screen.resize({ columns: 100, rows: 30 });
    expect([sink.text, torn]).toEqual([`\x1b]${RESIZE_OSC}\x07`, 0]);
    screen.draw(">>> ", 0);
    screen.resize({ columns: 80, rows: 30 });
    expect([sink.text.endsWith(`>>> \r\x1b[J\x1b]${RESIZE_OSC}\x07`), torn]).toEqual([true, 1]);
  });

  it("keeps the unfinished line when an interrupt ends a write before its first byte, whatever is before that in memory", () => {
    const sink = new Sink();
    const screen = new Screen(sink, () => undefined);
    screen.write(MEMORY, 0, 6);
    sink.interrupted = true;
    expect(screen.write(MEMORY, 8)).toBe(0);
    expect(screen.tail).toBe("tw");
  });
});
