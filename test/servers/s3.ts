import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPythonServer } from "./project.ts";
import type { RunningServer } from "./process.ts";

/** An S3 server that answers 403 SignatureDoesNotMatch to any request whose version 4 signature is not exact. */
export interface S3Server extends RunningServer {
  readonly accessKey: string;
  readonly secretKey: string;
}

const ACCESS_KEY = "AKIDLIBCLOUDREPLTEST";
// AWS secrets have "/" and "+", which a client that encodes them by mistake gets wrong.
const SECRET_KEY = "a/test+secret/0123456789ABCDEFabcdefghij";

/**
 * Starts Nanio with an empty data folder on a free loopback port. The caller stops it, which removes the folder.
 *
 * @throws Error when Python or a package is missing, or when the server does not start.
 */
export async function startS3(): Promise<S3Server> {
  const folder = await mkdtemp(join(tmpdir(), "libcloud-repl-s3-"));
  const env = { NANIO_ACCESS_KEY: ACCESS_KEY, NANIO_SECRET_KEY: SECRET_KEY };
  const removeFolder = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const server = await startPythonServer("nanio_server.py", [folder], env);
    const stop = (): Promise<void> => server.stop().then(removeFolder);
    return { ...server, accessKey: ACCESS_KEY, secretKey: SECRET_KEY, stop };
  } catch (error) {
    await removeFolder();
    throw error;
  }
}
