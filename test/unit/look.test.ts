/** What is stored of the look, and what a person types, comes through one door. */
import { describe, expect, it } from "vitest";
import { DEFAULT_LOOK, loadLook, saveLook, type Look } from "../../src/broker/look/look.ts";
import { parseLook, readColors } from "../../src/broker/look/parse-look.ts";
import { storedTheme, storeTheme } from "../../src/broker/look/theme.ts";
import { FORBIDDEN, storeOf } from "./stores.ts";

const KEY = "libcloud-repl.look";

describe("the look", () => {
  it("is kept as it was set, and the default is not kept at all", async () => {
    const items = new Map<string, string>();
    const store = storeOf(items);
    const look: Look = { ...DEFAULT_LOOK, colors: { red: "#ff0000" }, fontFamily: "Fira Code, “x”".replaceAll(/[“”]/g, '"'), bell: "flash" };
    saveLook(store, look);
    expect(await loadLook(store)).toEqual(look);
    saveLook(store, DEFAULT_LOOK);
    expect(items.size).toBe(0);
  });

  it("is the default where nothing, or something else, is stored, or storage is denied", async () => {
    const stores = [null, FORBIDDEN, storeOf(), storeOf(new Map([[KEY, "no JSON"]])), storeOf(new Map([[KEY, '{"fontSize": "14"}']])), storeOf(new Map([[KEY, "[]"]]))];
    for (const store of stores) expect(await loadLook(store)).toEqual(DEFAULT_LOOK);
    saveLook(FORBIDDEN, { ...DEFAULT_LOOK, fontSize: 20 });
  });

  it("takes what an earlier version has left, which knew less, or a later one, which knew more", () => {
    expect(parseLook('{"fontSize": 20, "sparkles": true}')).toEqual({ ...DEFAULT_LOOK, fontSize: 20 });
  });

  it.each([
    ['{"fontSize": 7}', "The size is not an integer from 8 to 40"],
    ['{"fontSize": null}', "The size is not an integer from 8 to 40"],
    ['{"scrollback": 1e9}', "The number of lines is not an integer from 1000 to 50000"],
    ['{"cursor": "hand"}', "The cursor is none of block, bar, underline"],
    ['{"bell": "gong"}', "The bell is none of none, flash, sound"],
    ['{"fontFamily": "x; } * { display: none"}', "A list of fonts has names and commas only"],
    ['{"colors": {"red": "url(https://evil.example)"}}', "“red” is no colour like"],
  ])("refuses %s", (text, sentence) => {
    expect(() => parseLook(text)).toThrow(sentence);
  });
});

describe("colours", () => {
  it("are those that xterm.js has names for", () => {
    expect(readColors('{"background": "#FFF", "brightRed": "#a40e26", "selectionBackground": "#b7d3f580"}')).toEqual({ background: "#FFF", brightRed: "#a40e26", selectionBackground: "#b7d3f580" });
  });

  it.each([
    ["", "What is there is not JSON"],
    ["[]", "What is there is not an object"],
    ["{}", "There is no colour in it."],
    ['{"foregroud": "#fff"}', "There is no colour “foregroud”: it is one of foreground, background, "],
    ['{"__proto__": "#fff"}', "There is no colour “__proto__”"],
    ['{"red": "red"}', '“red” is no colour like "#7cb7ff".'],
    ['{"red": "#ff00"}', "“red” is no colour"],
    ['{"red": 255}', "“red” is no colour"],
  ])("are refused: %s", (text, sentence) => {
    expect(() => readColors(text)).toThrow(sentence);
  });
});

describe("the theme", () => {
  it("is kept, and auto is what nobody has chosen", () => {
    const items = new Map<string, string>();
    const store = storeOf(items);
    storeTheme(store, "contrast");
    expect(storedTheme(store)).toBe("contrast");
    storeTheme(store, "auto");
    expect([items.size, storedTheme(store)]).toEqual([0, "auto"]);
  });

  it("is auto where something else is stored, or storage is denied", () => {
    for (const store of [null, FORBIDDEN, storeOf(new Map([["libcloud-repl.theme", "pink"]]))]) expect(storedTheme(store)).toBe("auto");
    storeTheme(FORBIDDEN, "dark");
  });
});
