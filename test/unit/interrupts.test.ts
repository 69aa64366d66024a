import { describe, expect, it, vi } from "vitest";
import { Mailbox } from "../../src/protocol/mailbox.ts";
import { ARMS, Interrupts } from "../../workers/interpreter/interrupts.ts";

const SIGINT = 2;

describe("Interrupts", () => {
  it("gives the user's own code a Ctrl-C at once, and once", () => {
    const interrupts = new Interrupts(Mailbox.allocate());
    interrupts.arms = ARMS.foreground;
    expect(interrupts.takeSignal()).toBe(0);
    interrupts.mailbox.interrupt();
    expect([interrupts.takeSignal(), interrupts.takeSignal()]).toEqual([SIGINT, 0]);
  });

  it("keeps it while nobody shall have it", () => {
    const interrupts = new Interrupts(Mailbox.allocate());
    interrupts.mailbox.interrupt();
    expect(interrupts.takeSignal()).toBe(0);
    interrupts.arms = ARMS.foreground;
    expect(interrupts.takeSignal()).toBe(SIGINT);
  });

  it("gives it to a background task that is in the way for long, each time anew", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(1000);
    const interrupts = new Interrupts(Mailbox.allocate());
    interrupts.arms = ARMS.background;
    for (const begin of [1000, 5000]) {
      interrupts.mailbox.interrupt();
      now.mockReturnValue(begin);
      expect(interrupts.takeSignal()).toBe(0);
      now.mockReturnValue(begin + 29);
      expect(interrupts.takeSignal()).toBe(0);
      now.mockReturnValue(begin + 30);
      expect(interrupts.takeSignal()).toBe(SIGINT);
      expect(interrupts.takeSignal()).toBe(0);
    }
    now.mockRestore();
  });
});
