import { describe, expect, it } from "vitest";
import { cleanName, titleOf } from "../../src/page/sessions/names.ts";

describe("the name of a session", () => {
  it("is one line without control characters", () => {
    expect(cleanName("  two\n\twords\x1b\u202e ")).toBe("two words");
    expect(cleanName(" \n")).toBe("");
  });

  it("is bounded by characters, not by halves of them", () => {
    expect(cleanName("🦎".repeat(100))).toBe("🦎".repeat(40));
  });

  it("follows the number", () => {
    expect([titleOf(1, ""), titleOf(2, "prod")]).toEqual(["Session 1", "Session 2, prod"]);
  });
});
