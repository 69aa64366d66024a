import { describe, expect, it } from "vitest";
import { echoMark, parseEchoMark } from "../../src/protocol/screen.ts";

const MARK = { position: 12, room: 60, colour: "1;32" };

const parse = (text: string): unknown => parseEchoMark(new TextEncoder().encode(text));

describe("the mark at the end of what the editor draws", () => {
  it.each([MARK, { ...MARK, colour: "" }, { position: 0, room: 0, colour: "31" }, { ...MARK, position: 999_999_999_999_999 }])("is read as it was written: %o", (mark) => {
    expect(parse(echoMark(mark))).toEqual(mark);
    expect(parse(`\x1b[2K>>> é${echoMark(mark)}`)).toEqual(mark);
    expect(parse(echoMark(MARK) + echoMark(mark))).toEqual(mark);
  });

  it.each([
    ["nothing", ""],
    ["text", "abc"],
    ["a bell", "\x07"],
    ["a mark with something behind it", `${echoMark(MARK)}\n`],
    ["half a mark", echoMark(MARK).slice(6)],
    ["another control string", "\x1b]7771;1;2;\x07"],
    ["a place below nothing", "\x1b]7772;-1;2;\x07"],
    ["a place that no number holds", `\x1b]7772;${"9".repeat(16)};2;\x07`],
    ["a colour that is none", "\x1b]7772;1;2;31m\x1b[2J\x07"],
    ["a colour without end", `\x1b]7772;1;2;${"1;".repeat(50)}\x07`],
  ])("is not %s", (_, text) => {
    expect(parse(text)).toBeNull();
  });
});
