import { describe, expect, it } from "vitest";
import { crash, notKept, replaced } from "../../src/page/notices.ts";
import { NOTHING_LEFT_OUT } from "../../src/protocol/kept.ts";

it("tells of a crash in one line without control characters, however long and strange its reason is", () => {
  expect(crash("RuntimeError:\n  memory access\x1b]0;x\x07 out of bounds")).toBe(
    "Python crashed (RuntimeError: memory access ]0;x out of bounds). This is a new one",
  );
  expect(crash("x".repeat(10_000)).length).toBeLessThan(320);
});

describe("the end of an interpreter", () => {
  it("says what is gone, and what is kept", () => {
    expect(replaced("Restarted", { count: 0, leftOut: NOTHING_LEFT_OUT })).toBe("Restarted: variables and files are gone, history is kept.");
    expect(replaced("Restarted", { count: 1, leftOut: NOTHING_LEFT_OUT })).toBe("Restarted: variables are gone, history and 1 file are kept.");
    expect(replaced("Restarted", { count: 2, leftOut: { names: ["a"], more: false } })).toBe(
      "Restarted: variables are gone, history and 2 files are kept. " +
        "Not kept over a restart: a. Kept are plain files in the home folder, up to 4 MB each, 256 of them, 16 MB in all.",
    );
  });

  it("names some of what is not kept, in plain text", () => {
    expect(notKept(NOTHING_LEFT_OUT)).toEqual([]);
    expect(notKept({ names: ["a\x1b[2J\nb", "c"], more: true })[0]).toContain("restart: a [2J b, c and more. ");
    expect(notKept({ names: [], more: true })[0]).toContain("restart: some files. ");
  });
});
