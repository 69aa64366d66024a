import { spawnSync } from "node:child_process";
import { UserError } from "../errors.ts";

const NAMES = ["python3", "python"];
const OLDEST_MINOR = 10;

/**
 * A Python on the PATH that has pip, to download wheels with. The interpreter image itself is made by Pyodide.
 * @throws UserError if there is none.
 */
export function findPython(): string {
  const recent = NAMES.filter(isRecent);
  if (recent.length === 0) {
    throw new UserError(`Python 3.${OLDEST_MINOR} or newer is needed to download packages: install it so that \`python3\` runs it.`);
  }
  const python = recent.find((name) => run(name, ["-m", "pip", "--version"]));
  if (python) return python;
  throw new UserError(`${recent[0]} has no pip, which is needed to download packages: run \`${recent[0]} -m ensurepip\` or install python3-pip.`);
}

function isRecent(name: string): boolean {
  return run(name, ["-c", `import sys; sys.exit(sys.version_info < (3, ${OLDEST_MINOR}))`]);
}

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}
