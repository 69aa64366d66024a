/** `npm test` and `npm run bench`: everything that they need is made first. */
import { UserError } from "../workers/image/errors.ts";
import { log } from "../workers/local/log.ts";
import { buildSite } from "../workers/local/site.ts";
import { bench } from "./bench/main.ts";
import { findBrowser } from "./run/browser.ts";
import { runSuites } from "./run/suites.ts";
import { ensureTestPackages } from "./run/test-packages.ts";
import { ensureIndexWheels } from "./servers/package-index.ts";
import { ensurePythonEnv } from "./servers/python-env.ts";

/**
 * @param args the command, then suites' names (none: all) or the benchmark's options
 * @throws UserError when something is missing that cannot be installed from here
 */
export async function main([command, ...args]: readonly string[]): Promise<void> {
  const root = process.cwd();
  process.env["CHROMIUM"] = findBrowser(root, log);
  const explain = (error: unknown): never => {
    throw new UserError(error instanceof Error ? error.message : String(error));
  };
  await ensurePythonEnv(root, log).catch(explain);
  await ensureIndexWheels().catch(explain);
  await buildSite(root, log);
  ensureTestPackages(log);
  if (command === "bench") return bench(root, args, log);
  process.exitCode = (await runSuites(root, args)) ? 0 : 1;
}
