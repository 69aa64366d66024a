/** Files that the page itself makes, for the person's downloads. */
import { element } from "./dom.ts";

/** The browser has begun to read the file by then (milliseconds). */
const REVOKE_DELAY = 60_000;

export function download(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_DELAY);
}

/** In the user's own time, so that files are in order when they are sorted by name. */
export function fileName(extension: string): string {
  const now = new Date();
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return `libcloud-repl-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.${extension}`;
}
