/** The scrollback as a text file. */
import type { Terminal as Xterm } from "@xterm/xterm";
import { element } from "../dom.ts";
import type { CutLines } from "./cut-lines.ts";
import { cutSentence } from "./cut-notice.ts";
import { readAll } from "./lines.ts";

/** The browser has begun to read the file by then (milliseconds). */
const REVOKE_DELAY = 10_000;

/** Without empty lines at the end; with a line about those that are missing at the beginning. */
export async function saveTranscript(xterm: Xterm, cut: CutLines): Promise<void> {
  const lines = cut.count > 0 ? [`[${cutSentence(cut.count)}]`] : [];
  let part = "";
  await readAll(xterm.buffer.normal, () => cut.count, (text, _row, ends) => {
    if (ends) lines.push(part + text);
    part = ends ? "" : part + text;
    return true;
  });
  const last = lines.findLastIndex((line) => line !== "");
  const text = [...lines.slice(0, last + 1), ""].join("\n");
  download(new Blob([text], { type: "text/plain" }), transcriptName(new Date()));
}

/** In the user's own time, so that files are in order when they are sorted by name. */
function transcriptName(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, "0");
  const day = [now.getFullYear(), two(now.getMonth() + 1), two(now.getDate())].join("-");
  return `libcloud-repl-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}.txt`;
}

function download(file: Blob, name: string): void {
  const href = URL.createObjectURL(file);
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), REVOKE_DELAY);
}
