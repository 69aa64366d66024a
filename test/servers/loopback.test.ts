import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot, testPython } from "./project.ts";

test("a server ends with its parent, even one that was killed outright", { timeout: 300_000 }, async () => {
  const script = join(projectRoot, "test", "servers", "moto_server.py");
  const child = spawn(await testPython(), [script], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const [line]: unknown[] = await once(child.stdout, "data");
  expect(String(line)).toMatch(/^listening 127\.0\.0\.1 \d+$/m);
  // This is all that a child sees of such an end.
  child.stdin.end();
  expect(await ended).toEqual([0, null]);
});
