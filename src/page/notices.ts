/** What the page itself writes into the terminal. */
import type { Remains } from "../broker/kept-files.ts";
import type { StartReport } from "../protocol/interpreter.ts";
import { MAX_KEPT_BYTES, MAX_KEPT_FILE_BYTES, MAX_KEPT_FILES, type LeftOut } from "../protocol/kept.ts";
import type { Manifest } from "../protocol/manifest.ts";

const dim = (text: string): string => `\x1b[2m${text}\x1b[0m`;

/** A sentence beside the output of Python. */
export function notice(sentence: string): string {
  return sentence === "" ? "" : `\x1b[33m${sentence}\x1b[0m\r\n`;
}

export function error(sentence: string): string {
  return `\x1b[31m${sentence}\x1b[0m\r\n`;
}

/** The most that a crash's own words may take: they come from code that went wrong, or pretends to. */
const MAX_REASON_CHARACTERS = 200;

/** What a person is told when an interpreter has ended by itself. */
export function crash(reason: string): string {
  return `Python crashed (${plain(reason).slice(0, MAX_REASON_CHARACTERS)}). This is a new one`;
}

/** @param reason why there is a new interpreter, in a sentence without its end */
export function replaced(reason: string, { count, leftOut }: Remains): string {
  const fate = count === 0 ? "variables and files are gone, history is kept." : `variables are gone, history and ${count} ${count === 1 ? "file" : "files"} are kept.`;
  return [`${reason}: ${fate}`, ...notKept(leftOut)].join(" ");
}

/** What would not outlive the interpreter; nothing where there is nothing. */
export function notKept({ names, more }: LeftOut): readonly string[] {
  if (names.length === 0 && !more) return [];
  const what = names.length === 0 ? "some files" : `${names.map(plain).join(", ")}${more ? " and more" : ""}`;
  const megabytes = (bytes: number): number => bytes / 1e6;
  const limits = `${megabytes(MAX_KEPT_FILE_BYTES)} MB each, ${MAX_KEPT_FILES} of them, ${megabytes(MAX_KEPT_BYTES)} MB in all`;
  return [`Not kept over a restart: ${what}. Kept are plain files in the home folder, up to ${limits}.`];
}

/** In one line, and without what commands a terminal. */
function plain(text: string): string {
  return text.replaceAll(/[\p{C}\s]+/gu, " ").trim();
}

/** Overwrites itself: each call draws the same line anew. */
export function progress(received: number, expected: number): string {
  const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);
  return `\r\x1b[K${dim(`Fetching Python: ${megabytes(received)} of ${megabytes(expected)} MB`)}`;
}

/** A sentence that takes the line of the progress. */
export function bootNotice(sentence: string): string {
  return `\r\x1b[K${notice(sentence)}`;
}

export function banner({ python, packages }: Manifest, { blocking }: StartReport): string {
  const lines = [`Python ${python}, libcloud ${packages["apache-libcloud"] ?? "?"}, in this tab only.`, ...LIMITS[blocking]];
  return `\r\x1b[K${dim([...lines, NAMES].join("\r\n"))}\r\n`;
}

const NAMES = "Ready to use: libcloud, get_driver and Provider (compute); table(list), name?, %help and Tab help.";

const LIMITS: Readonly<Record<StartReport["blocking"], readonly string[]>> = {
  "shared-memory": [],
  "stack-switching": ["This page is not isolated, so Ctrl-C stops waiting code only; Restart stops the rest."],
  none: [
    "This browser cannot make Python wait: input(), time.sleep() and requests do not work here.",
    "All else does: drivers that need no network (Provider.DUMMY), modules, await asyncio.sleep(1).",
  ],
};
