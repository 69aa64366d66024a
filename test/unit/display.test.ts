/** What the interpreter gives to be shown outside of the terminal's text. */
import { describe, expect, it } from "vitest";
import { parseAsk, parseTell } from "../../src/protocol/ask.ts";
import { MAX_PICTURE_BYTES } from "../../src/protocol/picture.ts";
import { ParseError } from "../../src/protocol/parse.ts";
import { MAX_TIP_CHARACTERS } from "../../src/protocol/tip.ts";

const tip = { before: "print(", active: "*values", after: ", sep=' ') — Prints." };
const showTip = (changes: object): unknown => parseTell({ op: "tip.show", value: { ...tip, ...changes } });

describe("a tip", () => {
  it("is text in three parts", () => {
    expect(showTip({ more: 1 })).toEqual({ op: "tip.show", tip });
    expect(parseTell({ op: "tip.clear", value: {} })).toEqual({ op: "tip.clear" });
  });

  it.each([
    ["an escape", "\x1b[31m"],
    ["a control of eight bits", "\x9b31m"],
    ["a line end", "a\nb"],
    ["a separator of lines", "a\u2028b"],
    ["half a character", "\ud800"],
    ["text that turns around", "\u202eabc"],
    ["too much", "x".repeat(MAX_TIP_CHARACTERS + 1)],
    ["no text", ["x"]],
    ["nothing", undefined],
  ])("is refused with %s", (_, active) => {
    expect(() => showTip({ active })).toThrow(ParseError);
  });

  it("may have markup, which is text to the page", () => {
    expect(showTip({ active: "<b>ü𝄞" })).toMatchObject({ tip: { active: "<b>ü𝄞" } });
  });
});

function png(width: number, height: number, length = 40): Uint8Array {
  const data = new Uint8Array(length);
  data.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(data.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  return data;
}

const show = (data: unknown, changes: object = {}): unknown =>
  parseAsk({ id: 1, op: "picture.show", value: { mime: "image/png", alt: "A picture", ...changes }, data });

describe("a picture", () => {
  it("is bytes of a known kind", () => {
    const data = png(3, 2);
    expect(show(data)).toEqual({ id: 1, op: "picture.show", picture: { mime: "image/png", alt: "A picture", data } });
    expect(show(new TextEncoder().encode("<svg/>"), { mime: "image/svg+xml" })).toMatchObject({ picture: { mime: "image/svg+xml" } });
    expect(show(png(3, 2, MAX_PICTURE_BYTES["image/png"]))).toBeDefined();
  });

  it("is parsed from its own place in larger memory", () => {
    const memory = new Uint8Array(60);
    memory.set(png(3, 2), 20);
    expect(show(memory.subarray(20))).toBeDefined();
    expect(() => show(memory.subarray(19))).toThrow(ParseError);
  });

  it.each([
    ["is too long", png(3, 2, MAX_PICTURE_BYTES["image/png"] + 1), {}],
    ["is too long for an SVG", png(3, 2, MAX_PICTURE_BYTES["image/svg+xml"] + 1), { mime: "image/svg+xml" }],
    ["is too large", png(5000, 5000), {}],
    ["has a size that overflows", png(0xffff_ffff, 0xffff_ffff), {}],
    ["has no size", png(0, 5), {}],
    ["ends too early", png(3, 2).subarray(0, 23), {}],
    ["is no PNG", new Uint8Array(40), {}],
    ["is of another kind", png(3, 2), { mime: "text/html" }],
    ["is of a kind of the prototype", png(3, 2), { mime: "toString" }],
    ["is no bytes", "data", {}],
    ["has an alternative text that commands", png(3, 2), { alt: "\x1b[2J" }],
    ["has a long alternative text", png(3, 2), { alt: "x".repeat(2000) }],
  ])("is refused when it %s", (_, data, changes) => {
    expect(() => show(data, changes)).toThrow(ParseError);
  });
});
