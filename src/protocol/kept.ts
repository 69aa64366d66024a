/** The files that outlive their interpreter: which can, and what the interpreter tells of them. */
import { array, boolean, fail, object, string } from "./parse.ts";

/** Bytes. */
export const MAX_KEPT_FILE_BYTES = 4_000_000;
/** Of all files of a session together. */
export const MAX_KEPT_BYTES = 16_000_000;
export const MAX_KEPT_FILES = 256;
/** UTF-16 code units. */
export const MAX_KEPT_PATH = 1024;

export interface KeptFile {
  /** Below the home folder. */
  readonly path: string;
  readonly content: Uint8Array<ArrayBuffer>;
}

/** What is below the home folder, but is not kept. */
export interface LeftOut {
  /** Some of it; only to be shown. */
  readonly names: readonly string[];
  /** Whether there is more. */
  readonly more: boolean;
}

export const NOTHING_LEFT_OUT: LeftOut = { names: [], more: false };
/** How much of what is left out is named, and how long a name may be. */
export const MAX_LEFT_OUT = { names: 3, characters: 60 } as const;

/** Whether a path stays below the folder that it is put into, on every file system. */
export function isKeptPath(path: string): boolean {
  const names = path.split("/");
  return path.length <= MAX_KEPT_PATH && path.isWellFormed() && !path.includes("\0") && names.every((name) => !["", ".", ".."].includes(name));
}

export function parseKeptPath(value: unknown): string {
  const path = string(value, "path", MAX_KEPT_PATH);
  return isKeptPath(path) ? path : fail("path does not stay below the home folder");
}

export function parseLeftOut(value: unknown): LeftOut {
  const { names, more } = object(value, "left out");
  return {
    names: array(names, "names", MAX_LEFT_OUT.names).map((name) => string(name, "name", MAX_LEFT_OUT.characters)),
    more: boolean(more, "more"),
  };
}
