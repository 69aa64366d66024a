/**
 * What the page may call in the interpreter, over Comlink, in this one direction. What comes back is a claim of the cell:
 * callers parse it.
 */
import type { KeptFile } from "./kept.ts";
import { POSITION, type Keys } from "./keys.ts";
import { boolean, integer, object, oneOf, string } from "./parse.ts";

export interface Interpreter {
  /** Resolves when statements can be read. Python boots by itself as the assets arrive, without the snapshot where it cannot be had. */
  start(options: StartOptions): Promise<StartReport>;
  /** Shows the prompt and edits until a statement is entered. `keys` is what was typed ahead. */
  read(keys: Keys): Promise<ReadReport>;
  /** Runs one statement or block; resolves when it has ended, however it ended. */
  run(source: string): Promise<RunReport>;
  resize(size: TerminalSize): void;
  /** Writes to the terminal, above what is being edited. */
  show(text: string): void;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export function sameSize(one: TerminalSize, other: TerminalSize): boolean {
  return one.columns === other.columns && one.rows === other.rows;
}

export interface StartOptions {
  readonly terminal: TerminalSize;
  /** The oldest first. */
  readonly history: readonly string[];
  /** What an earlier interpreter of the session has left in the home folder. */
  readonly files: readonly KeptFile[];
}

/** How a synchronous Python call can wait for the page. */
export const BLOCKING = ["shared-memory", "stack-switching", "none"] as const;
export type Blocking = (typeof BLOCKING)[number];

export interface StartReport {
  readonly blocking: Blocking;
  readonly restored: boolean;
}

/** How far the interpreter is when a call ends. */
export interface Progress {
  /** Bytes of output since the interpreter's start. All have to be shown before the next prompt. */
  readonly written: number;
  /** Of what was typed since the interpreter's start, how many UTF-16 code units it is done with. */
  readonly used: number;
  /** How much was told since the interpreter's start. It comes another way, and has to be here before the interpreter may go. */
  readonly told: number;
}

export type ReadReport = Progress &
  (
    | { readonly outcome: "statement"; readonly source: string }
    /** Ctrl-C: what was being edited is dropped. */
    | { readonly outcome: "interrupted" }
    /** Ctrl-D */
    | { readonly outcome: "end-of-input" }
  );

export interface RunReport extends Progress {
  /** `exit`: the statement raised SystemExit. `left`: so it did, as the person agreed to. `restart`: it asked for a new interpreter. */
  readonly outcome: "done" | "exit" | "left" | "restart";
}

export function parseStartReport(value: unknown): StartReport {
  const report = object(value, "start report");
  return { blocking: oneOf(report["blocking"], "blocking", BLOCKING), restored: boolean(report["restored"], "restored") };
}

/** The most that one statement may have. */
const MAX_SOURCE_CHARACTERS = 1 << 26;

export function parseReadReport(value: unknown): ReadReport {
  const report = object(value, "read report");
  const outcome = oneOf(report["outcome"], "outcome", ["statement", "interrupted", "end-of-input"]);
  if (outcome !== "statement") return { ...parseProgress(report), outcome };
  return { ...parseProgress(report), outcome, source: string(report["source"], "source", MAX_SOURCE_CHARACTERS) };
}

export function parseRunReport(value: unknown): RunReport {
  const report = object(value, "run report");
  return { ...parseProgress(report), outcome: oneOf(report["outcome"], "outcome", ["done", "exit", "left", "restart"]) };
}

function parseProgress(report: Record<string, unknown>): Progress {
  return {
    written: integer(report["written"], "written", 0, Number.MAX_SAFE_INTEGER),
    used: integer(report["used"], "used", ...POSITION),
    told: integer(report["told"], "told", 0, Number.MAX_SAFE_INTEGER),
  };
}
