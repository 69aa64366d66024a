/** The files in the interpreter's memory. */
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { startSite } from "../browser/support/site.ts";
import type { Running } from "../../workers/local/start.ts";
import { test } from "./support/fixtures.ts";

let site: Running;

test.beforeAll(async () => {
  site = await startSite();
});
test.afterAll(() => site.close());

test("a file that grows is what was written to it: beyond what it had room for, over a hole, and after it was cut", async ({ tab }) => {
  const prompt = await new Prompt(tab).open(site.url);
  await prompt.run("import os; block = os.urandom(1 << 19) + b'end'; file = open('/tmp/grown', 'w+b', buffering=0)");
  expect(await prompt.run("sum(file.write(block) for _ in range(140)), os.path.getsize('/tmp/grown') >> 20")).toBe("(73400740, 70)");
  expect(await prompt.run("file.seek(0); all(file.read(len(block)) == block for _ in range(140)), file.read()")).toBe("(True, b'')");
  expect(await prompt.run("file.truncate(5_000_000); file.seek(6_000_000); file.write(block)")).toBe("524291");
  expect(await prompt.run("file.seek(5_000_000); file.read(1_000_000) == bytes(1_000_000), file.read() == block")).toBe("(True, True)");
  expect(await prompt.run("file.seek(0); file.read(len(block)) == block, file.close()")).toBe("(True, None)");
  expect(tab.errors).toEqual([]);
});
