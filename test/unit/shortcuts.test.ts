/** What keys do in the page, from the browser's event to the command. */
import { describe, expect, it } from "vitest";
import { defaultKeyMap, type KeyMap } from "../../src/broker/shortcuts/key-map.ts";
import { chordOf, type KeyPress } from "../../src/page/shortcuts/chord.ts";
import { commandOf, type Command } from "../../src/page/shortcuts/command.ts";
import { ariaOf, labelOf } from "../../src/page/shortcuts/label.ts";

const pressed = (code: string, changes: Partial<KeyPress> = {}): KeyPress => ({
  code,
  key: code.replace(/^(Key|Digit)/, ""),
  altKey: true,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...changes,
});
const shifted = (code: string, changes: Partial<KeyPress> = {}): KeyPress => pressed(code, { shiftKey: true, ...changes });

function command(press: KeyPress, map: KeyMap = defaultKeyMap(false)): Command | null {
  const chord = chordOf(press);
  return chord === null ? null : commandOf(map, chord);
}

describe("the page's keys", () => {
  it.each([
    [shifted("KeyN"), { type: "new-session" }],
    [shifted("KeyW"), { type: "close-session" }],
    [shifted("KeyR"), { type: "rename-session" }],
    [shifted("KeyJ"), { type: "requests" }],
    [shifted("KeyA"), { type: "access" }],
    [shifted("ArrowLeft"), { type: "previous-session" }],
    [shifted("ArrowRight"), { type: "next-session" }],
    [shifted("KeyF", { altKey: false, ctrlKey: true }), { type: "find" }],
    [shifted("KeyS", { altKey: false, ctrlKey: true }), { type: "save" }],
    [pressed("Digit1"), { type: "select-session", position: 1 }],
    [pressed("Digit9", { key: "ç" }), { type: "select-session", position: 9 }],
  ])("%o", (press, expected) => {
    expect(command(press)).toEqual(expected);
  });

  it("go by the layout's letters, and by the place of the key where it has others", () => {
    expect(command(shifted("KeyZ", { key: "W" }))).toEqual({ type: "close-session" }); // AZERTY
    expect(command(shifted("KeyW", { key: "Z" }))).toBe(null);
    expect(command(shifted("KeyN", { key: "Т" }))).toEqual({ type: "new-session" });
  });

  it("want Control too on a Mac, where Alt types brackets, and begin with Cmd where other programs' do", () => {
    const map = defaultKeyMap(true);
    expect(command(pressed("Digit5", { key: "[" }), map)).toBe(null);
    expect(command(pressed("Digit5", { ctrlKey: true }), map)).toEqual({ type: "select-session", position: 5 });
    expect(command(shifted("KeyN", { key: "˜", ctrlKey: true }), map)).toEqual({ type: "new-session" });
    expect(command(pressed("KeyF", { key: "f", altKey: false, metaKey: true }), map)).toEqual({ type: "find" });
    expect(command(shifted("KeyS", { altKey: false, metaKey: true }), map)).toEqual({ type: "save" });
    expect(command(pressed("KeyF", { key: "f", altKey: false, ctrlKey: true }), map)).toBe(null);
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
    ["keys that are held alone", shifted("ShiftLeft", { key: "Shift" })],
    ["a keyboard on glass", pressed("", { key: "Unidentified" })],
  ])("leave %s alone", (_what, press) => {
    expect(command(press)).toBe(null);
  });

  it("do what the person has said", () => {
    const map: KeyMap = { ...defaultKeyMap(false), find: "F8", "select-session": "Alt-Shift-1", "new-session": null };
    expect(command(pressed("F8", { altKey: false }), map)).toEqual({ type: "find" });
    expect(command(shifted("Digit4"), map)).toEqual({ type: "select-session", position: 4 });
    expect(command(pressed("Digit4"), map)).toBe(null);
    expect(command(shifted("KeyN"), map)).toBe(null);
  });
});

describe("keys are written", () => {
  it.each([
    ["Alt-Shift-ArrowLeft", false, "Alt-Shift-←"],
    ["Ctrl-Alt-Shift-N", true, "Ctrl-Option-Shift-N"],
    ["Shift-Meta-S", true, "Shift-Cmd-S"],
    ["Alt-Shift-PageDown", false, "Alt-Shift-Page Down"],
  ])("%s, on a Mac: %s → %s", (chord, mac, label) => {
    expect(labelOf(chord, mac)).toBe(label);
  });

  it("for assistive software as WAI-ARIA has it", () => {
    expect(ariaOf("Ctrl-Alt-Shift-Meta-ArrowUp")).toBe("Control+Alt+Shift+Meta+ArrowUp");
  });
});
