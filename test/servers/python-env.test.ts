import { mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ensurePythonEnv, explain } from "./python-env.ts";
import { run } from "./run.ts";

let root: string;
let said: string[];
const log = (line: string): void => void said.push(line);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "libcloud-repl-env-"));
  said = [];
  await mkdir(join(root, "test"));
  await require("# nothing\n");
});

afterEach(() => rm(root, { recursive: true, force: true }));

function require(text: string): Promise<void> {
  return writeFile(join(root, "test", "requirements.txt"), text);
}

test(
  "an environment is made once for callers at the same time, and anew for other requirements",
  { timeout: 120_000 },
  async () => {
    const [python] = await Promise.all([ensurePythonEnv(root, log), ensurePythonEnv(root, log)]);
    expect((await run(python, ["-c", "import sys; print(sys.prefix != sys.base_prefix)"])).stdout.trim()).toBe("True");
    expect(said).toHaveLength(1);
    await require("# something else\n");
    await ensurePythonEnv(root, log);
    expect(said).toHaveLength(2);
  },
);

test(
  "an environment whose packages could not be installed is not taken for finished",
  { timeout: 120_000 },
  async () => {
    await require("--no-index\nnot-to-be-had==1.0\n");
    await expect(ensurePythonEnv(root, log)).rejects.toThrow(/could not be made:.*not-to-be-had/s);
    await expect(stat(join(root, "build", "test-venv", "requirements.sha256"))).rejects.toThrow("ENOENT");
  },
);

test("a missing Python is named", async () => {
  await expect(ensurePythonEnv(root, log, "no-such-python")).rejects.toThrow(
    "The test servers need Python 3.11 or newer: install it as no-such-python.",
  );
});

test("Debian's Python without ensurepip is told what to install", () => {
  expect(
    explain("The virtual environment was not created successfully because ensurepip is not\navailable."),
  ).toContain("apt-get install python3-venv");
});
