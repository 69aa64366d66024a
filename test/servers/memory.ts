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

/** What a process holds resident, with what it shares divided by the number of those who share it (PSS). */
export function proportionalBytes(process: number): number {
  return kibibytes(`/proc/${process}/smaps_rollup`, /^Pss:\s+(\d+)/m) * 1024;
}

function residentBytes(process: number): number {
  return kibibytes(`/proc/${process}/status`, /VmRSS:\s+(\d+)/) * 1024;
}

function kibibytes(file: string, row: RegExp): number {
  const found = row.exec(readFileSync(file, "utf8"))?.[1];
  if (found === undefined) throw new Error(`${file} tells no memory`);
  return Number(found);
}
