/** The scripts of `test/servers/native`, natively and at the prompt: the same source, the same server. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runNative, type Account, type NativeScript } from "../servers/native.ts";
import { projectRoot } from "../servers/project.ts";
import type { Address } from "../servers/process.ts";
import type { Shell } from "./shell.ts";
import type { ShellPage } from "./shell-page.ts";

export type Server = Address & Partial<Account>;

/** Makes the script's `run` callable at the prompt, and its server reachable. */
export async function loadScript(shell: Shell<ShellPage>, script: NativeScript, server: Server): Promise<void> {
  await shell.load(script, readFileSync(join(projectRoot, "test", "servers", "native", `${script}.py`), "utf8"));
  await shell.run("import requests");
  await shell.allow(`_ = requests.get("http://${server.host}:${server.port}/small")`);
}

/** @returns what the script's `run` returns */
export async function runInShell(shell: Shell<ShellPage>, script: NativeScript, server: Server): Promise<Record<string, unknown>> {
  const { host, port, accessKey, secretKey } = server;
  const given = accessKey === undefined ? [host, port] : [host, port, accessKey, secretKey];
  return record(await shell.value(`${script}["run"](${given.map((argument) => JSON.stringify(argument)).join(", ")})`));
}

/** @returns what the script's `run` returns */
export async function runOutside(script: NativeScript, server: Server): Promise<Record<string, unknown>> {
  return record(await runNative(script, server));
}

/** @throws TypeError when the script's result has no such number */
export function numberOf(result: Record<string, unknown>, key: string): number {
  const value = result[key];
  if (typeof value !== "number") throw new TypeError(`the script's ${key} is no number: ${JSON.stringify(result)}`);
  return value;
}

/** @throws TypeError for what is no object */
export function record(value: unknown): Record<string, unknown> {
  if (typeof value !== "object" || value === null) throw new TypeError(`the script's result is no object: ${JSON.stringify(value)}`);
  return Object.fromEntries(Object.entries(value));
}
