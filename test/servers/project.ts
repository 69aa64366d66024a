import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ensurePythonEnv } from "./python-env.ts";
import { type RunningServer, startServer } from "./process.ts";

/** The project's folder, without a slash at its end. */
export const projectRoot = fileURLToPath(new URL("../..", import.meta.url)).replace(/\/$/, "");

/** The interpreter of the test servers and the native scripts; see `ensurePythonEnv`. */
export function testPython(): Promise<string> {
  return ensurePythonEnv(projectRoot, (line) => console.log(line));
}

/** Starts one of this folder's `*_server.py`. */
export async function startPythonServer(
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningServer> {
  const file = join(projectRoot, "test", "servers", script);
  return startServer({ name: script, command: await testPython(), args: [file, ...args], env });
}
