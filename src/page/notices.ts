/** What the page itself writes into the terminal. */
import type { StartReport } from "../protocol/interpreter.ts";
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
  const words = reason.replaceAll(/[\p{C}\s]+/gu, " ").trim().slice(0, MAX_REASON_CHARACTERS);
  return `Python crashed (${words}). This is a new one: variables and files are gone, history is kept.`;
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
  none: ["This browser cannot make Python wait: input(), time.sleep() and requests do not work here."],
};
