import { join } from "node:path";
import { projectRoot, testPython } from "./project.ts";
import type { Address } from "./process.ts";
import { run } from "./run.ts";

/** An S3 account, for the scripts that sign. */
export interface Account {
  readonly accessKey: string;
  readonly secretKey: string;
}

/** The scripts in `native/`: each does in native Python what the shell must do in the browser. */
export type NativeScript = "ec2" | "s3" | "signed_headers" | "signed_requests" | "small_gets" | "throughput";

/**
 * Runs a native script against a server.
 *
 * @returns the JSON value that it prints; each script's `run` says what it holds.
 * @throws Error with the script's output when it fails.
 */
export async function runNative(script: NativeScript, server: Address & Partial<Account>): Promise<unknown> {
  const file = join(projectRoot, "test", "servers", "native", `${script}.py`);
  const finished = await run(await testPython(), [
    file,
    "--host",
    server.host,
    "--port",
    String(server.port),
    ...keys(server),
  ]);
  if (finished.code !== 0) throw new Error(`${script}.py failed:\n${finished.output}`);
  return JSON.parse(finished.stdout);
}

/** What Python's `source` prints in the interpreter at `python`. @throws Error with its output when it fails */
export async function printedBy(python: string, source: string): Promise<string> {
  const { code, output } = await run(python, ["-c", source]);
  if (code !== 0) throw new Error(`native Python failed:\n${output}`);
  return output;
}

function keys({ accessKey, secretKey }: Partial<Account>): string[] {
  if (accessKey === undefined || secretKey === undefined) return [];
  return ["--key", accessKey, "--secret", secretKey];
}
