import { readFileSync } from "node:fs";

/** Bytes. */
export interface Memory {
  readonly before: number;
  readonly peak: number;
  readonly after: number;
}

/** What a process holds resident while something is done. */
export async function memoryDuring(process: number, work: () => Promise<unknown>): Promise<Memory> {
  const before = residentBytes(process);
  let peak = before;
  const look = (): number => (peak = Math.max(peak, residentBytes(process)));
  const watch = setInterval(look, 20);
  await work().finally(() => clearInterval(watch));
  return { before, peak: look(), after: residentBytes(process) };
}

function residentBytes(process: number): number {
  const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${process}/status`, "utf8"))?.[1];
  if (kibibytes === undefined) throw new Error(`process ${process} has no memory`);
  return Number(kibibytes) * 1024;
}
