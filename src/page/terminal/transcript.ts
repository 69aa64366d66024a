/** The scrollback as a text file. */
import type { Terminal as Xterm } from "@xterm/xterm";
import { element } from "../dom.ts";
import { cutSentence } from "./cut-notice.ts";
import { allLines } from "./lines.ts";

/** @param cut how many lines are missing at the beginning */
export function saveTranscript(xterm: Xterm, cut: number): void {
  const lines = allLines(xterm.buffer.normal);
  const text = [...(cut > 0 ? [`[${cutSentence(cut)}]`] : []), ...lines, ""].join("\n");
  download(new Blob([text], { type: "text/plain" }), transcriptName(new Date()));
}

/** In the user's own time, so that files are in order when they are sorted by name. */
export function transcriptName(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return `libcloud-repl-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.txt`;
}

function download(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_DELAY);
}

/** The browser has begun to read the file by then (milliseconds). */
const REVOKE_DELAY = 10_000;
