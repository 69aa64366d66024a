import { expect, it } from "vitest";
import { crash } from "../../src/page/notices.ts";

it("tells of a crash in one line without control characters, however long and strange its reason is", () => {
  expect(crash("RuntimeError:\n  memory access\x1b]0;x\x07 out of bounds")).toBe(
    "Python crashed (RuntimeError: memory access ]0;x out of bounds). This is a new one: variables and files are gone, history is kept.",
  );
  expect(crash("x".repeat(10_000)).length).toBeLessThan(320);
});
