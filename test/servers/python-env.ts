import { createHash } from "node:crypto";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFileLock } from "./file-lock.ts";
import { type Finished, run } from "./run.ts";

/** Nanio asks for it. */
const OLDEST_PYTHON = "3.11";

/**
 * The Python of the test servers: a virtual environment in `build/test-venv` that has what `test/requirements.txt` says.
 *
 * It is made anew when the requirements change, and used as it is otherwise.
 *
 * @param root the project's folder.
 * @param log told what takes long.
 * @param python the interpreter to make it with.
 * @returns the path of the environment's interpreter.
 * @throws Error with one sentence that says what to install.
 */
export async function ensurePythonEnv(
  root: string,
  log: (line: string) => void = () => undefined,
  python = "python3",
): Promise<string> {
  const folder = join(root, "build", "test-venv");
  const requirements = join(root, "test", "requirements.txt");
  const hash = createHash("sha256")
    .update(await readFile(requirements))
    .digest("hex");
  await mkdir(join(root, "build"), { recursive: true });
  return withFileLock(`${folder}.lock`, async () => {
    if ((await stampOf(folder)) !== hash) await make(folder, requirements, hash, python, log);
    return join(folder, "bin", "python");
  });
}

async function stampOf(folder: string): Promise<string> {
  return readFile(stampIn(folder), "utf8").catch(() => "");
}

function stampIn(folder: string): string {
  return join(folder, "requirements.sha256");
}

async function make(
  folder: string,
  requirements: string,
  hash: string,
  python: string,
  log: (line: string) => void,
): Promise<void> {
  await checkVersion(python);
  log(`Making the Python environment of the test servers in ${folder}`);
  await rm(folder, { recursive: true, force: true });
  check(await run(python, ["-m", "venv", folder]));
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements];
  check(await run(join(folder, "bin", "python"), pip));
  // Last, so that an environment that was not finished has no stamp.
  await writeFile(stampIn(folder), hash);
}

async function checkVersion(python: string): Promise<void> {
  const tuple = `(${OLDEST_PYTHON.replace(".", ", ")})`;
  const found = await run(python, ["-c", `import sys; sys.exit(sys.version_info < ${tuple})`]).catch(() => undefined);
  if (found?.code !== 0)
    throw new Error(`The test servers need Python ${OLDEST_PYTHON} or newer: install it as ${python}.`);
}

function check(finished: Finished): void {
  if (finished.code !== 0) throw new Error(explain(finished.output));
}

/** What to do about a failed `python3 -m venv` or `pip install`, from its output. */
export function explain(output: string): string {
  // Debian and Ubuntu ship Python without ensurepip.
  if (output.includes("ensurepip")) {
    return "Python cannot make virtual environments here: install its venv module (Debian, Ubuntu: apt-get install python3-venv).";
  }
  return `The Python environment of the test servers could not be made:\n${output.trim().slice(-2_000)}`;
}
