import { startPythonServer } from "./project.ts";
import type { RunningServer } from "./process.ts";

/** AWS EC2 and S3 as Moto plays them. It checks no signatures, and keeps object names with empty segments. */
export interface MotoServer extends RunningServer {
  /** Forgets every node, key pair, container and object. */
  reset(): Promise<void>;
}

/**
 * Starts Moto on a free loopback port. The caller stops it.
 *
 * @throws Error when Python or a package is missing, or when the server does not start.
 */
export async function startMoto(): Promise<MotoServer> {
  const server = await startPythonServer("moto_server.py");
  return { ...server, reset: () => reset(server) };
}

async function reset({ host, port }: RunningServer): Promise<void> {
  const response = await fetch(`http://${host}:${port}/moto-api/reset`, { method: "POST" });
  if (!response.ok) throw new Error(`Moto answered its reset with ${response.status}.`);
}
