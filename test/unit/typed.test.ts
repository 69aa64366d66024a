import { describe, expect, it } from "vitest";
import { TypedKeys } from "../../src/page/terminal/typed.ts";
import { Keyboard } from "../../workers/interpreter/keyboard.ts";

const never = new AbortController().signal;

describe("what is typed", () => {
  it("stays until it is used", () => {
    const typed = new TypedKeys();
    typed.push("abc");
    expect(typed.all).toEqual({ position: 0, text: "abc" });
    typed.used(2);
    typed.push("d");
    expect(typed.fresh).toEqual({ position: 3, text: "d" });
    expect(typed.all).toEqual({ position: 2, text: "cd" });
  });

  it("is not used before it was handed out, whatever the interpreter says", () => {
    const typed = new TypedKeys();
    typed.push("abc");
    typed.used(99);
    expect(typed.all).toEqual({ position: 0, text: "abc" });
  });

  it("can be looked at in part, where it is still there", () => {
    const typed = new TypedKeys();
    typed.push("abcdef");
    expect(typed.all.text).toBe("abcdef");
    typed.used(2);
    expect([typed.part(2, 2), typed.part(4, 9), typed.part(6, 1), typed.part(99, 1), typed.part(1, 3)]).toEqual(["cd", "ef", "", "", ""]);
    expect(typed.all).toEqual({ position: 2, text: "cdef" });
  });

  it("is asked for, and waited for", async () => {
    const typed = new TypedKeys();
    typed.push("ab");
    expect(await typed.after(0, never)).toEqual({ position: 0, text: "ab" });
    const more = typed.after(2, never);
    typed.push("c");
    expect(await more).toEqual({ position: 2, text: "c" });
  });

  it("is dropped by Ctrl-C, and what comes later keeps its place", () => {
    const typed = new TypedKeys();
    typed.push("abc");
    typed.drop();
    typed.push("d");
    expect(typed.all).toEqual({ position: 3, text: "d" });
  });

  it("tells of a Ctrl-C in it, and drops what was before", () => {
    const typed = new TypedKeys();
    typed.push("a\x03b");
    expect(typed.takeInterrupt()).toBe(true);
    expect(typed.takeInterrupt()).toBe(false);
    expect(typed.all).toEqual({ position: 2, text: "b" });
  });

  it("goes to the next interpreter as far as the last one did not have it", () => {
    const typed = new TypedKeys();
    typed.push("abc");
    expect(typed.all.text).toBe("abc");
    typed.push("def");
    typed.restart();
    expect(typed.all).toEqual({ position: 0, text: "def" });
  });

  it("goes to the next interpreter as far as the last one has not used it, where that ended behind a statement", () => {
    const typed = new TypedKeys();
    typed.push("abc");
    expect(typed.all.text).toBe("abc");
    typed.used(1);
    typed.takeBack();
    typed.restart();
    expect(typed.all).toEqual({ position: 0, text: "bc" });
  });
});

describe("the keyboard", () => {
  it("takes each character once, however often it was sent", () => {
    const keyboard = new Keyboard();
    keyboard.reset({ position: 0, text: "ab" });
    expect(keyboard.take()).toBe("ab");
    keyboard.receive({ position: 0, text: "abcd" });
    keyboard.receive({ position: 2, text: "cd" });
    keyboard.receive({ position: 4, text: "e" });
    expect(keyboard.take()).toBe("cde");
    expect(keyboard.used).toBe(5);
  });

  it("takes back what was not read", () => {
    const keyboard = new Keyboard();
    keyboard.reset({ position: 10, text: "ab\rcd" });
    expect(keyboard.take()).toBe("ab\rcd");
    keyboard.putBack("cd");
    expect(keyboard.used).toBe(13);
    keyboard.receive({ position: 13, text: "cdef" });
    expect(keyboard.take()).toBe("cdef");
  });

  it("knows by a gap that the page has dropped what is here", () => {
    const keyboard = new Keyboard();
    keyboard.reset({ position: 0, text: "abc" });
    keyboard.receive({ position: 5, text: "x" });
    expect(keyboard.take()).toBe("x");
    expect(keyboard.used).toBe(6);
  });

  // The page and the interpreter as they work together, in any order that messages may come in.
  it("loses nothing and repeats nothing while reading goes back and forth", () => {
    for (let seed = 1; seed < 200; seed += 1) expect(converse(seed)).toBe(TEXT);
  });
});

const TEXT = Array.from({ length: 300 }, (_, i) => `${i} `).join("");

/** Types TEXT, reads it by both ways, in an order that `seed` names. @returns what was read */
function converse(seed: number): string {
  let state = seed;
  const random = (below: number): number => (state = (state * 48_271) % 0x7fff_ffff) % below;
  const typed = new TypedKeys();
  const keyboard = new Keyboard();
  const wire: (() => void)[] = [];
  let at = 0;
  let read = "";
  let reading = false;
  const use = (): void => {
    const taken = keyboard.take();
    const some = random(taken.length + 1);
    read += taken.slice(0, some);
    keyboard.putBack(taken.slice(some));
  };
  const send = (): void => {
    const keys = typed.fresh;
    wire.push(() => reading && keyboard.receive(keys));
  };
  for (let step = 0; read.length < TEXT.length && step < 100_000; step += 1) {
    const what = random(5);
    if (what === 0 && at < TEXT.length) {
      const next = TEXT.slice(at, at + 1 + random(9));
      at += next.length;
      typed.push(next);
      if (reading) send();
    } else if (what === 1 && wire.length > 0) {
      wire.shift()?.();
    } else if (what === 2) {
      use();
    } else if (what === 3) {
      // A statement asks, and is answered at once.
      typed.used(keyboard.used);
      keyboard.receive(typed.all);
    } else if (what === 4) {
      // The prompt ends or begins; its calls are in order with the keys on the same wire.
      for (const message of wire.splice(0)) message();
      reading = !reading;
      typed.used(keyboard.used);
      if (reading) keyboard.reset(typed.all);
    }
  }
  return read;
}
