/** What a page's files come to on the wire. */
import { extname } from "node:path";
import { constants, gzipSync } from "node:zlib";

/** In the page: the paths of all responses that have arrived completely, the page itself first. */
export function arrived(): string[] {
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const whole = entries.filter((entry) => entry instanceof PerformanceResourceTiming && entry.responseEnd > 0);
  return whole.map(({ name }) => new URL(name)).filter(({ protocol }) => protocol !== "data:").map(({ pathname }) => pathname);
}

/** Bytes of a file as a static host sends it: text with gzip -9, the rest as it is. */
export function wireBytes(path: string, content: Uint8Array): number {
  return extname(path) === ".bin" ? content.length : gzipSync(content, { level: constants.Z_BEST_COMPRESSION }).length;
}
