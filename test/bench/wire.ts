/** What a page's files come to on the wire. */
import { extname } from "node:path";
import { constants, gzipSync } from "node:zlib";

/** In the page: the paths of all responses that have arrived completely, the page itself first. */
export function arrived(): string[] {
  const entries = [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")];
  const whole = entries.filter((entry) => entry instanceof PerformanceResourceTiming && entry.responseEnd > 0);
  return whole.map(({ name }) => new URL(name)).filter(({ protocol }) => protocol !== "data:").map(({ pathname }) => pathname);
}

/** Of files that are compressed already. */
const COMPRESSED = [".bin", ".whl", ".zip", ".png", ".woff", ".woff2"];

/** Bytes of a file as a static host sends it: with gzip -9, unless it is compressed already. */
export function wireBytes(path: string, content: Uint8Array): number {
  return COMPRESSED.includes(extname(path)) ? content.length : gzipSync(content, { level: constants.Z_BEST_COMPRESSION }).length;
}
