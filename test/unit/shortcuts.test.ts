import { describe, expect, it } from "vitest";
import { commandOf, type Key } from "../../src/page/sessions/shortcuts.ts";

const pressed = (code: string, changes: Partial<Key> = {}): Key => ({
  code,
  key: code.replace(/^(Key|Digit)/, ""),
  altKey: true,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...changes,
});
const shifted = (code: string, changes: Partial<Key> = {}): Key => pressed(code, { shiftKey: true, ...changes });

describe("keys for sessions", () => {
  it.each([
    [shifted("KeyN"), { type: "new" }],
    [shifted("KeyW"), { type: "close" }],
    [shifted("KeyR"), { type: "rename" }],
    [shifted("KeyJ"), { type: "requests" }],
    [shifted("ArrowLeft", { key: "ArrowLeft" }), { type: "step", by: -1 }],
    [shifted("ArrowRight", { key: "ArrowRight" }), { type: "step", by: 1 }],
    [pressed("Digit1"), { type: "select", position: 1 }],
    [pressed("Digit9", { key: "ç" }), { type: "select", position: 9 }],
  ])("%o", (key, command) => {
    expect(commandOf(key, false)).toEqual(command);
  });

  it("go by the layout's letters, and by the place of the key where it has others", () => {
    expect(commandOf(shifted("KeyZ", { key: "W" }), false)).toEqual({ type: "close" }); // AZERTY
    expect(commandOf(shifted("KeyW", { key: "Z" }), false)).toBe(null);
    expect(commandOf(shifted("KeyN", { key: "Т" }), false)).toEqual({ type: "new" });
  });

  it("want Control too on a Mac, where Alt types brackets", () => {
    expect(commandOf(pressed("Digit5", { key: "[" }), true)).toBe(null);
    expect(commandOf(pressed("Digit5", { ctrlKey: true }), true)).toEqual({ type: "select", position: 5 });
    expect(commandOf(shifted("KeyN", { key: "˜", ctrlKey: true }), true)).toEqual({ type: "new" });
  });

  it.each([
    ["AltGr, which is Control and Alt", pressed("Digit7", { key: "{", ctrlKey: true })],
    ["no Alt", pressed("Digit1", { altKey: false })],
    ["the number pad, which types characters by their codes", pressed("Numpad1", { key: "1" })],
    ["zero", pressed("Digit0")],
    ["a letter without Shift", pressed("KeyN", { key: "n" })],
    ["a digit with Shift", shifted("Digit1")],
    ["an input method", pressed("Digit1", { isComposing: true })],
    ["the system's own", pressed("Digit1", { metaKey: true })],
  ])("leave %s alone", (_what, key) => {
    expect(commandOf(key, false)).toBe(null);
  });
});
