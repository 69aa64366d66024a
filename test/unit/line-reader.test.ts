import { describe, expect, it } from "vitest";
import { History } from "../../src/page/terminal/history.ts";
import { LineReader, type LineOptions } from "../../src/page/terminal/line-reader.ts";

function reader(options: Partial<LineOptions> = {}): { line: LineReader; written: () => string } {
  let written = "";
  const screen = { columns: 20, write: (text: string) => void (written += text) };
  const line = new LineReader(screen, { prompt: ">>> ", column: 0, echo: true, history: new History(), ...options });
  return { line, written: () => written };
}

const type = (keys: string, options?: Partial<LineOptions>): unknown => reader(options).line.feed(keys);
const line = (text: string, rest = ""): unknown => ({ result: { type: "line", text }, rest });

const LEFT = "\x1b[D";
const paste = (text: string): string => `\x1b[200~${text}\x1b[201~`;

describe("LineReader", () => {
  it.each([
    ["plain text", "x = 1\r", "x = 1"],
    ["backspace", "ab\x7fc\r", "ac"],
    ["an insertion in the middle", `ac${LEFT}b\r`, "abc"],
    ["Home and End", "b\x1b[Ha\x1b[Fc\r", "abc"],
    ["delete to the end", `abcd${LEFT}${LEFT}\x0b\r`, "ab"],
    ["delete to the start", `abcd${LEFT}\x15\r`, "d"],
    ["delete a word", "one two\x17three\r", "one three"],
    ["moves by words", "one two\x1bb\x1bbX\r", "Xone two"],
    ["a tab", "\tx\r", "    x"],
    ["a combining mark and its base as one", "e\u0301x\x7f\x7f\r", ""],
    ["an emoji of several code points as one", "a👩‍👩‍👧\x7f\r", "a"],
    ["unknown keys", "a\x1b[15~b\x1b[1;9Xc\r", "abc"],
    ["a pasted line", `${paste("hello")}\r`, "hello"],
    ["Ctrl-D in text as delete", `ab${LEFT}\x04\r`, "a"],
  ])("edits: %s", (_what, keys, text) => {
    expect(type(keys)).toEqual(line(text));
  });

  it("gives back what was typed after the end", () => {
    expect(type("one\rtwo\rthree")).toEqual(line("one", "two\rthree"));
  });

  it("takes a pasted block as one", () => {
    expect(type(paste("def f():\r\n    return 1\r\n\r\nf()\r\n"))).toEqual({
      result: { type: "paste", text: "def f():\n    return 1\n\nf()\n" },
      rest: "",
    });
  });

  it("takes a pasted block line by line where lines are read", () => {
    expect(type(paste("one\ntwo\n"), { history: null })).toEqual(line("one", "two\r"));
  });

  it("ends at Ctrl-C, and at Ctrl-D on an empty line", () => {
    expect(type("abc\x03")).toMatchObject({ result: { type: "interrupt" } });
    expect(type("\x04")).toMatchObject({ result: { type: "end-of-input" } });
  });

  it("recalls lines, and comes back to the draft", () => {
    const history = new History();
    ["one", "two", "two", " secret", ""].forEach((text) => history.add(text));
    expect(type("dra\x1b[A\x1b[A\x1b[A\r", { history })).toEqual(line("one"));
    history.rewind();
    expect(type("dra\x1b[A\x1b[B\r", { history })).toEqual(line("dra"));
  });

  it("shows nothing of a line that is read in secret", () => {
    const { line: secret, written } = reader({ echo: false, prompt: "", history: null });
    expect(secret.feed("pass\x7fword\r")).toEqual(line("pasword"));
    expect(written()).toBe("\r\n");
  });

  it("goes up as many rows as the line has wrapped", () => {
    const { line: long, written } = reader();
    long.feed("x".repeat(40)); // with the prompt, 44 columns of 20: the cursor is in the third row
    const before = written().length;
    long.redraw();
    expect(written().slice(before)).toMatch(/^\x1b\[2A\r\x1b\[J>>> /);
  });
});
