/** How far the image has come, while an interpreter waits for it. */
import type { Image } from "../broker/image.ts";
import * as text from "../text/terminal.ts";
import { CLEAR_LINE, dim } from "./notices.ts";
import type { Terminal } from "./terminal/terminal.ts";

const INTERVAL = 400;

/**
 * Says it now and then; a quick boot is over before there is anything to say.
 *
 * @returns ends it, and frees the line that it has taken
 */
export function showProgress(terminal: Terminal, image: Image): () => void {
  let said = "";
  const timer = setInterval(() => {
    const { received, expected } = image.progress;
    const now = text.fetching(megabytes(received), megabytes(expected));
    if (now === said || (said === "" && received === expected)) return;
    terminal.write(`${CLEAR_LINE}${dim(now)}`);
    said = now;
  }, INTERVAL);
  return () => {
    clearInterval(timer);
    if (said !== "") terminal.write(CLEAR_LINE);
    said = "";
  };
}

function megabytes(bytes: number): string {
  return (bytes / 1e6).toFixed(1);
}
