import { execFile } from "node:child_process";

/** What a finished command left. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  /** Standard output and standard error in the order that they came in. */
  readonly output: string;
}

/**
 * Runs a command to its end, whatever its exit code; `environment` is added to this process's own, and `cwd` is the folder that it runs in.
 *
 * @throws Error when the command cannot be started (with `code` ENOENT if it does not exist).
 */
export function run(command: string, args: readonly string[], environment: NodeJS.ProcessEnv = {}, cwd = process.cwd()): Promise<Finished> {
  return new Promise((resolve, reject) => {
    let output = "";
    const child = execFile(command, args, { cwd, maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ...environment } }, (error, stdout) => {
      if (error !== null && typeof error.code !== "number") reject(error);
      else resolve({ code: child.exitCode ?? 0, stdout, output });
    });
    const keep = (text: string): void => {
      output += text;
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
  });
}
