import { describe, expect, it } from "vitest";
import { Impatience } from "../../src/page/impatience.ts";

describe("Impatience", () => {
  it("thinks nothing of one Ctrl-C", () => {
    expect(new Impatience().press(5)).toBe(null);
  });

  it("wants to know after a second one, when the first has had its time", () => {
    const impatience = new Impatience();
    impatience.press(1000);
    expect(impatience.press(1300)).toBe(700);
    expect(impatience.press(1990)).toBe(150);
    expect(impatience.press(60_000)).toBe(150);
  });

  it("is insistent when pressed again and again", () => {
    const impatience = new Impatience();
    for (const now of [0, 1, 2]) impatience.press(now);
    expect(impatience.insistent).toBe(false);
    impatience.press(3);
    expect(impatience.insistent).toBe(true);
  });
});
