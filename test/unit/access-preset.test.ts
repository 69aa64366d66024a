import { describe, expect, it } from "vitest";
import { loadPresets } from "../../src/broker/access/load-presets.ts";
import { parsePreset } from "../../src/broker/access/preset.ts";
import { SettingsFiles } from "../../src/broker/site/settings-files.ts";
import { ParseError } from "../../src/protocol/parse.ts";

const FILES = new SettingsFiles(new URL("https://site.example/repl/"));

describe("parsePreset", () => {
  it("takes a preset", () => {
    const target = { scheme: null, host: "a.example", port: null };
    expect(parsePreset({ title: "Day\n1", only: ["a.example"], confirm: ["*.b.example"] })).toEqual({
      title: "Day 1",
      only: [target],
      deny: [],
      confirm: [{ scheme: "https", host: "*.b.example", port: null }],
    });
  });

  it.each([
    ["no object", []],
    ["a member that it does not know", { allow: ["a.example"] }],
    ["a host with a path", { deny: ["a.example/x"] }],
    ["one wrong host among others", { only: ["a.example", 5] }],
    ["any host to be confirmed", { confirm: ["*"] }],
    ["a top-level domain to be confirmed", { confirm: ["*.com"] }],
    ["too many hosts", { deny: Array.from({ length: 51 }, () => "a.example") }],
    ["a long title", { title: "x".repeat(81) }],
  ])("refuses %s as a whole", (_, value) => {
    expect(() => parsePreset(value)).toThrow(ParseError);
  });
});

describe("loadPresets", () => {
  it("takes that of config.json and that of the address", async () => {
    const { presets, problems } = await loadPresets({ deny: ["a.example"] }, '{"only":["b.example"]}', FILES);
    expect(presets.map(({ only, deny }) => [only?.length ?? null, deny.length])).toEqual([
      [null, 1],
      [1, 0],
    ]);
    expect(problems).toEqual([]);
  });

  it.each(["https://other.example/p.json", "//other.example/p.json", "http://site.example/p.json", "data:application/json,{}", "{", '{"only":5}'])("says what is wrong with %s", async (parameter) => {
    const { presets, problems } = await loadPresets(null, parameter, FILES);
    expect(presets).toEqual([]);
    expect(problems).toEqual([expect.stringMatching(/^The preset of this page's address is ignored: .*\.$/)]);
  });
});
