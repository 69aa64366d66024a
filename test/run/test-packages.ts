/** Brings what only the tests need: a package of its own, so that nobody waits for it at a start. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../workers/image/errors.ts";

const FOLDER = join(import.meta.dirname, "..");

/** Written when they are those of the lock file. */
const STAMP = join(FOLDER, "node_modules", ".lock-sha256");

/** @throws UserError when they cannot be installed */
export function ensureTestPackages(log: (line: string) => void): void {
  const lock = createHash("sha256").update(readFileSync(join(FOLDER, "package-lock.json"))).digest("hex");
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === lock) return;
  log("Installing the tests' packages: the edge runtime, and what drives browsers");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Their scripts would only look whether a binary runs.
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: FOLDER, stdio: "inherit" });
  if (status !== 0) throw new UserError("The tests' packages could not be installed (see npm's words above). Is there a network? Then try again.");
  writeFileSync(STAMP, lock);
}
