/** Interpreters that do not start. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Attempts } from "../../src/page/attempts.ts";

let givenUp = 0;
let attempts: Attempts;

beforeEach(() => {
  vi.useFakeTimers();
  givenUp = 0;
  attempts = new Attempts(() => (givenUp += 1));
});
afterEach(() => {
  vi.useRealTimers();
});

/** Milliseconds until it is time for the next one; null: never. */
async function wait(ran: boolean): Promise<number | null> {
  const begun = Date.now();
  let waited: number | null = null;
  void attempts.failed(ran).then(() => (waited = Date.now() - begun));
  for (let second = 0; waited === null && second < 60; second += 1) await vi.advanceTimersByTimeAsync(second === 0 ? 0 : 1000);
  return waited;
}

test("what cannot be started is tried again after a while, which grows, and not for ever", async () => {
  expect([await wait(false), await wait(false), await wait(false)]).toEqual([1000, 2000, null]);
  expect(givenUp).toBe(1);
});

test("what has ended while it started is replaced at once, and not for ever", async () => {
  expect([await wait(true), await wait(true), await wait(true)]).toEqual([0, 0, null]);
  expect(givenUp).toBe(1);
});

test("what has come to a prompt does not count", async () => {
  for (let time = 0; time < 9; time += 1) {
    attempts.reset();
    expect(await wait(true)).toBe(0);
  }
  expect([await wait(false), await wait(false), await wait(false)]).toEqual([1000, 2000, null]);
});

test("a person who restarts ends the wait, whichever, and there are as many attempts again", async () => {
  const waiting = attempts.failed(false);
  attempts.goOn();
  await waiting;
  expect([await wait(false), await wait(false)]).toEqual([2000, null]);
  attempts.goOn();
  expect([await wait(false), await wait(false), await wait(false)]).toEqual([1000, 2000, null]);
  expect(givenUp).toBe(2);
});
