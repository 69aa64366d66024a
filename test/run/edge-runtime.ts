/** Brings the edge runtime, a binary of 150 MB that only the tests need: a package of its own, so that nobody waits for it at a start. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../workers/image/errors.ts";

export const WORKERD = join(import.meta.dirname, "..", "node_modules", "workerd", "bin", "workerd");

/** @throws UserError when it cannot be installed */
export function ensureEdgeRuntime(root: string, log: (line: string) => void): void {
  if (existsSync(WORKERD)) return;
  log("Installing workerd, the edge runtime");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Without its scripts: they look whether the binary runs, and replace a small file that starts it.
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: join(root, "test"), stdio: "inherit" });
  if (status !== 0) throw new UserError("workerd could not be installed (see npm's words above). Is there a network? Then try again.");
}
