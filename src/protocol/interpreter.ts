/**
 * What the page may call in the interpreter, over Comlink, in this one direction. What comes back is a claim of the cell:
 * callers parse it.
 */
import { boolean, integer, object, oneOf } from "./parse.ts";

export interface Interpreter {
  /** Resolves when statements can be read. Python boots by itself as the assets arrive, without the snapshot where it cannot be had. */
  start(options: StartOptions): Promise<StartReport>;
  check(source: string): Promise<Completeness>;
  /** Runs one statement or block; resolves when it has ended, however it ended. */
  run(source: string): Promise<RunReport>;
  resize(size: TerminalSize): void;
}

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

export interface StartOptions {
  readonly terminal: TerminalSize;
}

/** How a synchronous Python call can wait for the page. */
export const BLOCKING = ["shared-memory", "stack-switching", "none"] as const;
export type Blocking = (typeof BLOCKING)[number];

export interface StartReport {
  readonly blocking: Blocking;
  readonly restored: boolean;
}

export type Completeness = "complete" | "incomplete";

export interface RunReport {
  /** `exit`: the statement raised SystemExit. */
  readonly outcome: "done" | "exit";
  /** Bytes of output since the interpreter's start. All have to be shown before the next prompt. */
  readonly written: number;
}

export function parseStartReport(value: unknown): StartReport {
  const report = object(value, "start report");
  return { blocking: oneOf(report["blocking"], "blocking", BLOCKING), restored: boolean(report["restored"], "restored") };
}

export function parseCompleteness(value: unknown): Completeness {
  return oneOf(value, "completeness", ["complete", "incomplete"]);
}

export function parseRunReport(value: unknown): RunReport {
  const report = object(value, "run report");
  return {
    outcome: oneOf(report["outcome"], "outcome", ["done", "exit"]),
    written: integer(report["written"], "written", 0, Number.MAX_SAFE_INTEGER),
  };
}
