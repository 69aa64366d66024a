import { describe, expect, it, vi } from "vitest";
import { Mailbox } from "../../src/protocol/mailbox.ts";
import { ARMS, Interrupts } from "../../workers/interpreter/interrupts.ts";

const SIGINT = 2;
const nobody = (): void => expect.unreachable("no background task runs");

describe("Interrupts", () => {
  it("gives the user's own code a Ctrl-C at once, and once", () => {
    const interrupts = new Interrupts(Mailbox.allocate(), nobody);
    interrupts.arms = ARMS.foreground;
    expect(interrupts.takeSignal()).toBe(0);
    interrupts.mailbox.interrupt();
    expect([interrupts.takeSignal(), interrupts.takeSignal()]).toEqual([SIGINT, 0]);
  });

  it("keeps it while nobody shall have it", () => {
    const interrupts = new Interrupts(Mailbox.allocate(), nobody);
    interrupts.mailbox.interrupt();
    expect(interrupts.takeSignal()).toBe(0);
    interrupts.arms = ARMS.foreground;
    expect(interrupts.takeSignal()).toBe(SIGINT);
  });

  it("gives it to a background task that is in the way for long, each time anew, and says so", () => {
    const now = vi.spyOn(performance, "now").mockReturnValue(1000);
    const intercepted = vi.fn();
    const interrupts = new Interrupts(Mailbox.allocate(), intercepted);
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
    expect(intercepted).toHaveBeenCalledTimes(2);
    now.mockRestore();
  });
});
