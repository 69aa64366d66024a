import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";

const RETRY_MILLISECONDS = 200;

/**
 * Runs `action` while no other process holds `path`: test runners start several workers at once.
 *
 * The file holds the owner's process id, so that a lock whose owner was killed is taken over.
 */
export async function withFileLock<T>(path: string, action: () => Promise<T>): Promise<T> {
  while (!(await take(path))) {
    if (await ownerIsGone(path)) await rm(path, { force: true });
    else await delay(RETRY_MILLISECONDS);
  }
  try {
    return await action();
  } finally {
    await rm(path, { force: true });
  }
}

async function take(path: string): Promise<boolean> {
  try {
    await writeFile(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

async function ownerIsGone(path: string): Promise<boolean> {
  const text = await readFile(path, "utf8").catch(() => "");
  const owner = Number(text);
  // Empty: being written or just removed; both are settled by the next try.
  if (!Number.isInteger(owner) || owner <= 0) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch {
    return true;
  }
}
