import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { withFileLock } from "./file-lock.ts";
import { run } from "./run.ts";

let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "libcloud-repl-lock-"));
  lock = join(folder, "lock");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

test("one action at a time, and none is lost when one fails", async () => {
  let inside = 0;
  let most = 0;
  const action = async (): Promise<void> => {
    inside += 1;
    most = Math.max(most, inside);
    await writeFile(join(folder, "work"), "done");
    inside -= 1;
    throw new Error("failed");
  };
  const results = await Promise.allSettled([1, 2, 3].map(() => withFileLock(lock, action)));
  expect(results.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(most).toBe(1);
  expect(await readdir(folder)).toEqual(["work"]);
});

test("a lock whose owner has gone is taken over", async () => {
  const gone = await run(process.execPath, ["-p", "process.pid"]);
  await writeFile(lock, gone.stdout.trim());
  expect(await withFileLock(lock, () => Promise.resolve("done"))).toBe("done");
});
