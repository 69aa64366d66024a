/** The Node proxy as a process of its own, so that what it keeps can be told from what the test and its cloud keep. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Limits } from "../../proxy/core/index.ts";
import { beginProxy } from "../bench/program.ts";
import { closeAfterTest } from "./harness.ts";
import { ORIGIN } from "./relay-client.ts";

const ROOT = join(import.meta.dirname, "../..");

export interface ProxyApart {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
}

/** A proxy that may reach a port of this machine. */
export async function proxyApart(port: number, { limits = {} }: { readonly limits?: Partial<Limits> } = {}): Promise<ProxyApart> {
  const limitArgs = Object.entries(limits).flatMap(([name, value]) => ["--limit", `${name}=${value}`]);
  const program = await beginProxy(ROOT, ["--origin", ORIGIN, "--allow", `127.0.0.1:${port}`, ...limitArgs]);
  const child = program.process;
  const gone = once(child, "exit");
  // A run that is broken off leaves nothing behind.
  const killOnExit = () => void child.kill("SIGKILL");
  process.once("exit", killOnExit);
  closeAfterTest(async () => {
    child.kill("SIGKILL");
    await gone;
    process.off("exit", killOnExit);
  });
  return { url: `http://127.0.0.1:${program.port}`, port: program.port, pid: child.pid ?? 0 };
}

/** Resident memory of a process. */
export function residentBytes(pid: number): number {
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  if (kibibytes === undefined) throw new Error(`process ${pid} has no memory`);
  return Number(kibibytes) * 1024;
}

export interface Memory {
  readonly before: number;
  readonly peak: number;
  readonly after: number;
}

/** What a process holds resident while something is done. */
export async function memoryDuring(pid: number, work: () => Promise<void>): Promise<Memory> {
  const before = residentBytes(pid);
  let peak = before;
  const look = () => (peak = Math.max(peak, residentBytes(pid)));
  const watch = setInterval(look, 20);
  await work().finally(() => clearInterval(watch));
  return { before, peak: look(), after: residentBytes(pid) };
}
