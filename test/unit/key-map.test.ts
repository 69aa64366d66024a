/** Which keys an action can have, and what is kept of that. */
import { describe, expect, it } from "vitest";
import { withKey } from "../../src/broker/shortcuts/change.ts";
import { ACTIONS, defaultKeyMap, loadKeyMap, saveKeyMap, type Action, type KeyMap } from "../../src/broker/shortcuts/key-map.ts";
import { objectionTo } from "../../src/broker/shortcuts/objections.ts";
import { parseKeyMap } from "../../src/broker/shortcuts/parse-key-map.ts";
import { FORBIDDEN, storeOf } from "./stores.ts";

const KEY = "libcloud-repl.keys";
const DEFAULT = defaultKeyMap(false);

describe("a key for an action", () => {
  it.each([false, true])("can be the one that it has by default; on a Mac: %s", (mac) => {
    const map = defaultKeyMap(mac);
    for (const action of ACTIONS) expect(map[action] === null ? null : objectionTo(action, map[action], mac)).toBe(null);
    const keys = Object.values(map).filter((chord) => chord !== null);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each(["Alt-Shift-K", "Ctrl-Shift-G", "F4", "F8", "Shift-F1", "Alt-Shift-ArrowUp", "Alt-Shift-Home", "Ctrl-Alt-Shift-Meta-K"])("can be %s", (chord) => {
    expect(objectionTo("find", chord, chord.includes("Meta"))).toBe(null);
  });

  it.each([
    ["K", "types a character"],
    ["Shift-K", "types a character"],
    ["7", "types a character"],
    ["0", "types a character"],
    ["Semicolon", "is elsewhere on other keyboards"],
    ["Enter", "is a key of Python's editor"],
    ["Alt-Enter", "is a key of Python's editor"],
    ["Tab", "is a key of Python's editor"],
    ["Ctrl-Space", "is a key of Python's editor"],
    ["Ctrl-A", "is a key of Python's editor"],
    ["Ctrl-E", "is a key of Python's editor"],
    ["Ctrl-K", "is a key of Python's editor"],
    ["Ctrl-3", "is a key of Python's editor"],
    ["Alt-B", "is a key of Python's editor"],
    ["F2", "is a key of Python's editor"],
    ["F6", "goes to the button of a picture"],
    ["ArrowUp", "moves in what you edit"],
    ["Ctrl-ArrowLeft", "moves in what you edit"],
    ["Shift-PageUp", "moves in what you edit"],
    ["Ctrl-C", "is for copying and pasting"],
    ["Ctrl-Shift-C", "is for copying and pasting"],
    ["Ctrl-V", "is for copying and pasting"],
    ["Ctrl-W", "is the browser's own"],
    ["Ctrl-T", "is the browser's own"],
    ["Ctrl-N", "is the browser's own"],
    ["Ctrl-Shift-N", "is the browser's own"],
    ["Ctrl-Shift-P", "is the browser's own"],
    ["Ctrl-PageUp", "is the browser's own"],
    ["Alt-F4", "is the browser's own"],
    ["F5", "is the browser's own"],
    ["Ctrl-Shift-F12", "is the browser's own"],
    ["Meta-K", "is the system's own"],
    ["Ctrl-Alt-Q", "is AltGr on some keyboards"],
    ["Alt-Shift-5", "has a digit"],
    ["Ctrl-Shift-Slash", "is elsewhere on other keyboards"],
    ["Shift-Alt-K", "is elsewhere on other keyboards"],
    ["constructor", "is elsewhere on other keyboards"],
  ])("cannot be %s", (chord, why) => {
    expect(objectionTo("find", chord, false)).toContain(why);
  });

  it.each([
    ["Meta-T", "is the browser's own"],
    ["Meta-Q", "is the browser's own"],
    ["Shift-Meta-W", "is the browser's own"],
    ["Meta-X", "is for copying and pasting"],
    ["Alt-Shift-K", "types a character on a Mac"],
    ["Ctrl-E", "is a key of Python's editor"],
  ])("cannot be %s on a Mac", (chord, why) => {
    expect(objectionTo("find", chord, true)).toContain(why);
  });

  it("has a digit where it leads to sessions by their numbers, and there only", () => {
    expect(withKey(DEFAULT, "select-session", "Alt-Shift-7", false)).toEqual({ type: "changed", map: { ...DEFAULT, "select-session": "Alt-Shift-1" } });
    expect(withKey(DEFAULT, "select-session", "Alt-Shift-K", false)).toMatchObject({ type: "refused", why: expect.stringContaining("has none of the digits") });
    expect(withKey(DEFAULT, "select-session", "Alt-0", false)).toMatchObject({ type: "refused", why: expect.stringContaining("has none of the digits") });
    expect(withKey(DEFAULT, "select-session", "F9", false)).toMatchObject({ type: "refused", why: expect.stringContaining("has none of the digits") });
  });

  it("is no other action's, until that has another one", () => {
    expect(withKey(DEFAULT, "find", "Alt-Shift-N", false)).toEqual({ type: "refused", why: "is the key for “New session”." });
    const moved = changed(DEFAULT, "new-session", "F8");
    expect(changed(moved, "find", "Alt-Shift-N")["find"]).toBe("Alt-Shift-N");
    expect(changed(DEFAULT, "find", "Ctrl-Shift-F")).toEqual(DEFAULT);
    expect(changed(moved, "new-session", null)["new-session"]).toBe(null);
  });
});

describe("the key map", () => {
  it("is kept as far as it differs from the default, which is not kept at all", async () => {
    const items = new Map<string, string>();
    const store = storeOf(items);
    const map: KeyMap = { ...DEFAULT, find: "F8", restart: "Alt-Shift-X", requests: null };
    saveKeyMap(store, map, false);
    expect(items.get(KEY)).toBe('{"find":"F8","requests":null,"restart":"Alt-Shift-X"}');
    expect(await loadKeyMap(store, false)).toEqual(map);
    saveKeyMap(store, DEFAULT, false);
    expect(items.size).toBe(0);
  });

  it("is the default where nothing, or something else, is stored, or storage is denied", async () => {
    const stores = [null, FORBIDDEN, storeOf(), ...["no JSON", "[]", "null", '"F8"'].map((text) => storeOf(new Map([[KEY, text]])))];
    for (const store of stores) expect(await loadKeyMap(store, false)).toEqual(DEFAULT);
    saveKeyMap(FORBIDDEN, { ...DEFAULT, find: "F8" }, false);
  });

  it("swaps keys", () => {
    const map: KeyMap = { ...DEFAULT, find: DEFAULT.save, save: DEFAULT.find };
    expect(parseKeyMap(JSON.stringify(map), false)).toEqual(map);
  });

  it("has the default for what cannot be a key, and knows no other actions", () => {
    const text = '{"find": "F8", "save": "Ctrl-A", "access": 7, "requests": {}, "fly": "F9", "__proto__": {"restart": "F4"}}';
    expect(parseKeyMap(text, false)).toEqual({ ...DEFAULT, find: "F8" });
  });

  it("prefers what the person has chosen to a default, and gives no key to two", () => {
    expect(parseKeyMap('{"restart": "Ctrl-Shift-F"}', false)).toEqual({ ...DEFAULT, restart: "Ctrl-Shift-F", find: null });
    expect(parseKeyMap('{"find": "F8", "save": "F8"}', false)).toEqual({ ...DEFAULT, find: "F8" });
  });
});

function changed(map: KeyMap, action: Action, chord: string | null): KeyMap {
  const change = withKey(map, action, chord, false);
  if (change.type === "refused") throw new Error(change.why);
  return change.map;
}
