/** Servers that are processes of their own, as those of the people who use them are. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

export interface Program {
  readonly port: number;
  readonly process: ChildProcess;
}

/** As the README and package.json start the proxy. */
const PROXY = ["--max-semi-space-size=32", "proxy/node/cli.mjs", "--port", "0", "--quiet"];

/** @param args further ones of the proxy */
export function beginProxy(root: string, args: readonly string[]): Promise<Program> {
  return beginProgram(root, [...PROXY, ...args]);
}

/** Starts a program of Node that prints one line of JSON with its port, or its URL. */
export async function beginProgram(root: string, args: readonly string[]): Promise<Program> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ["ignore", "pipe", "inherit"] });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const told = JSON.parse(line) as { readonly port?: number; readonly url?: string };
  return { port: told.port ?? Number(new URL(told.url ?? "").port), process: child };
}
