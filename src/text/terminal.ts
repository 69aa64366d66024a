/** What the page itself writes into the terminal, beside the output of Python. */

/** @param received megabytes. @param expected megabytes */
export const fetching = (received: string, expected: string): string => `Fetching Python: ${received} of ${expected} MB`;

/** @param python its version. @param libcloud its version */
export const banner = (python: string, libcloud: string): string => `Python ${python}, libcloud ${libcloud}, in this tab only.`;
export const namesToUse = "Ready to use: libcloud, get_driver and Provider (compute); table(list), name?, %help and Tab help.";
/** By how Python can wait: what cannot be done here, in lines. */
export const limits = {
  "shared-memory": [],
  "stack-switching": ["This page is not isolated, so Ctrl-C stops waiting code only; Restart stops the rest."],
  none: [
    "This browser cannot make Python wait: input(), time.sleep() and requests do not work here.",
    "All else does: drivers that need no network (Provider.DUMMY), modules, await asyncio.sleep(1).",
  ],
} as const;

export const notStarted = "Python did not start. Press Restart to try again, or reload the page.";

/** Why there is a new interpreter: sentences without their ends, for {@link replaced}. */
export const ended = "The session has ended; this is a new one";
export const restarted = "Restarted";
export const stoppedToReact = "The interpreter stopped to react, perhaps out of memory. This is a new one";
export const crashed = (reason: string): string => `Python crashed (${reason}). This is a new one`;
/** A reason for {@link crashed}. */
export const sentWrong = (problem: string): string => `the interpreter sent what it must not: ${problem}`;

/** @param files how many are still there */
export const replaced = (reason: string, files: number): string =>
  `${reason}: ${files === 0 ? "variables and files are gone, history is kept." : `variables are gone, history and ${files} ${files === 1 ? "file" : "files"} are kept.`}`;

/** @param names of files; none where they are not known. @param more whether there are others */
export const filesNamed = (names: readonly string[], more: boolean): string => (names.length === 0 ? "some files" : `${names.join(", ")}${more ? " and more" : ""}`);

/** @param each megabytes of one file. @param all megabytes of all */
export const notKept = (files: string, each: number, count: number, all: number): string =>
  `Not kept over a restart: ${files}. Kept are plain files in the home folder, up to ${each} MB each, ${count} of them, ${all} MB in all.`;

/** The scrollback has lost its beginning. @param written the count, as numbers are written. @param kept how many lines are still there */
export const cut = (count: number, written: string, kept: string): string => `${written} earlier ${count === 1 ? "line was" : "lines were"} cut: the last ${kept} are kept.`;
