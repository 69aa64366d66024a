/** One package of the lock file. */
export interface LockedPackage {
  name: string;
  version: string;
  /** SHA-256 of its wheel, hexadecimal. */
  sha256: string;
}

const ENTRY = /^([A-Za-z0-9._-]+)==(\S+)\s+--hash=sha256:([0-9a-f]{64})$/;

/**
 * Reads a requirements file of `name==version --hash=sha256:…` lines.
 * @throws Error for any other line: nothing may be downloaded that is not locked.
 */
export function parseLock(text: string): LockedPackage[] {
  const lines = text.replaceAll(/\\\r?\n/g, " ").split(/\r?\n/).map((line) => line.trim());
  return lines.filter((line) => line !== "" && !line.startsWith("#")).map(parseLine);
}

function parseLine(line: string): LockedPackage {
  const [, name, version, sha256] = ENTRY.exec(line) ?? [];
  if (!name || !version || !sha256) throw new Error(`The lock file has a line that is not "name==version --hash=sha256:…": ${line}`);
  return { name, version, sha256 };
}
