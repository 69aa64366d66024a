/** What the page itself writes into the terminal. */
import type { Remains } from "../broker/kept-files.ts";
import type { StartReport } from "../protocol/interpreter.ts";
import { MAX_KEPT_BYTES, MAX_KEPT_FILE_BYTES, MAX_KEPT_FILES, type LeftOut } from "../protocol/kept.ts";
import type { Manifest } from "../protocol/manifest.ts";
import * as text from "../text/terminal.ts";

export const dim = (sentence: string): string => `\x1b[2m${sentence}\x1b[0m`;

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
  return text.crashed(plain(reason).slice(0, MAX_REASON_CHARACTERS));
}

/** @param reason why there is a new interpreter, in a sentence without its end */
export function replaced(reason: string, { count, leftOut }: Remains): string {
  return [text.replaced(reason, count), ...notKept(leftOut)].join(" ");
}

/** What would not outlive the interpreter; nothing where there is nothing. */
export function notKept({ names, more }: LeftOut): readonly string[] {
  if (names.length === 0 && !more) return [];
  const megabytes = (bytes: number): number => bytes / 1e6;
  return [text.notKept(text.filesNamed(names.map(plain), more), megabytes(MAX_KEPT_FILE_BYTES), MAX_KEPT_FILES, megabytes(MAX_KEPT_BYTES))];
}

/** In one line, and without what commands a terminal. */
function plain(told: string): string {
  return told.replaceAll(/[\p{C}\s]+/gu, " ").trim();
}

/** Frees the line of the progress. */
export const CLEAR_LINE = "\r\x1b[K";

/** A sentence that takes the line of the progress. */
export function bootNotice(sentence: string): string {
  return `${CLEAR_LINE}${notice(sentence)}`;
}

export function banner({ python, packages }: Manifest, { blocking }: StartReport): string {
  const lines = [text.banner(python, packages["apache-libcloud"] ?? "?"), ...text.limits[blocking], text.namesToUse];
  return `${dim(lines.join("\r\n"))}\r\n`;
}
