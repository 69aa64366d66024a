/** The Node proxy as a process of its own, so that what it keeps can be told from what the test and its cloud keep. */
import { once } from "node:events";
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
