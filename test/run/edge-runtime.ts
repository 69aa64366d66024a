/** Brings the edge runtime, a binary of 150 MB that only the tests need: a package of its own, so that nobody waits for it at a start. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { UserError } from "../../workers/image/errors.ts";

const PACKAGE = join(import.meta.dirname, "..", "node_modules", "workerd");

/** The binary of this platform; the package's own `bin` is a script that hides file descriptors from it. @throws Error before it is installed */
export function workerdPath(): string {
  const found: unknown = createRequire(import.meta.url)(PACKAGE);
  if (typeof found === "object" && found !== null && "default" in found) return String(found.default);
  throw new Error("this version of workerd tells its path in another way");
}

/** @throws UserError when it cannot be installed */
export function ensureEdgeRuntime(root: string, log: (line: string) => void): void {
  if (existsSync(PACKAGE)) return;
  log("Installing workerd, the edge runtime");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Its scripts would only look whether the binary runs.
  const { status } = spawnSync(npm, ["ci", "--no-audit", "--no-fund", "--ignore-scripts"], { cwd: join(root, "test"), stdio: "inherit" });
  if (status !== 0) throw new UserError("workerd could not be installed (see npm's words above). Is there a network? Then try again.");
}
