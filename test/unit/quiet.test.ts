import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Quiet } from "../../src/page/quiet.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("work comes once, when nobody has typed for so long", () => {
  const quiet = new Quiet();
  const work = vi.fn();
  quiet.after(1000, work);
  vi.advanceTimersByTime(700);
  quiet.onKey();
  vi.advanceTimersByTime(999);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledOnce();
  vi.advanceTimersByTime(10_000);
  expect(work).toHaveBeenCalledOnce();
});

test("a key that was pressed long ago brings nothing forward", () => {
  const quiet = new Quiet();
  const work = vi.fn();
  vi.advanceTimersByTime(5000);
  quiet.after(1000, work);
  vi.advanceTimersByTime(999);
  expect(work).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(work).toHaveBeenCalledOnce();
});

test("work that is given up does not come, however often it was put off", () => {
  const quiet = new Quiet();
  const work = vi.fn();
  const giveUp = quiet.after(1000, work);
  vi.advanceTimersByTime(700);
  quiet.onKey();
  vi.advanceTimersByTime(700);
  giveUp();
  vi.advanceTimersByTime(10_000);
  expect(work).not.toHaveBeenCalled();
});
