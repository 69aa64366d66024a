/** Code that comes when it is wanted. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "./with-resolvers.ts";
import { lazy, within } from "../../src/page/lazy.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("it is loaded once; what failed is tried again", async () => {
  let loads = 0;
  const get = lazy(() => {
    loads += 1;
    return loads === 1 ? Promise.reject(new Error("no network")) : Promise.resolve(loads);
  });
  await expect(get()).rejects.toThrow("no network");
  expect([await get(), await get(), loads]).toEqual([2, 2, 2]);
});

test("what takes too long is not waited for, and is there the next time when it has come", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  let loads = 0;
  const get = lazy(() => {
    loads += 1;
    return promise;
  });
  const first = expect(within(1000, get())).rejects.toThrow("it takes too long");
  await vi.advanceTimersByTimeAsync(1000);
  await first;
  resolve("here");
  expect(await within(1000, get())).toBe("here");
  expect(loads).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});
