/** The scrollback as a text file. */
import type { Terminal as Xterm } from "@xterm/xterm";
import { download, fileName } from "../download.ts";
import type { CutLines } from "./cut-lines.ts";
import { cutSentence } from "./cut-notice.ts";
import { readAll } from "./lines.ts";

/** Without empty lines at the end; with a line about those that are missing at the beginning. */
export async function saveTranscript(xterm: Xterm, cut: CutLines): Promise<void> {
  const lines = cut.count > 0 ? [`[${cutSentence(cut.count, xterm.options.scrollback ?? 0)}]`] : [];
  let part = "";
  await readAll(xterm.buffer.normal, () => cut.count, (text, _row, ends) => {
    if (ends) lines.push(part + text);
    part = ends ? "" : part + text;
    return true;
  });
  const last = lines.findLastIndex((line) => line !== "");
  const text = [...lines.slice(0, last + 1), ""].join("\n");
  download(new Blob([text], { type: "text/plain" }), fileName("txt"));
}
