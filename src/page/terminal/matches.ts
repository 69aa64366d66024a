/** What the scrollback has of a pattern. It is read some milliseconds at a time, so the page goes on meanwhile. */
import type { Terminal as Xterm } from "@xterm/xterm";
import type { CutLines } from "./cut-lines.ts";
import { placeOf, readAll } from "./lines.ts";

/** More are not counted. */
export const MOST_MATCHES = 10_000;

/** Where a match is, in its line. */
export interface Match {
  /** The line's first row, counted since the terminal's start. */
  readonly row: number;
  readonly index: number;
  readonly length: number;
}

/** Cells on the screen or in the scrollback. */
export interface Span {
  readonly x: number;
  readonly y: number;
  /** Cells, of as many rows as it takes. */
  readonly cells: number;
}

/** @throws what `signal` was aborted with */
export async function findMatches(xterm: Xterm, cut: CutLines, pattern: RegExp, signal: AbortSignal): Promise<readonly Match[]> {
  const matches: Match[] = [];
  await readAll(xterm.buffer.active, () => cut.count, (text, row) => {
    for (const { index, 0: found } of text.matchAll(pattern)) {
      if (found !== "") matches.push({ row, index, length: found.length });
      if (matches.length >= MOST_MATCHES) break;
    }
    return !signal.aborted && matches.length < MOST_MATCHES;
  });
  signal.throwIfAborted();
  return matches;
}

/** Null when the match was cut meanwhile. */
export function spanOf(xterm: Xterm, cut: CutLines, { row, index, length }: Match): Span | null {
  const { active } = xterm.buffer;
  const y = row - cut.count;
  if (y < 0) return null;
  const start = placeOf(active, y, index);
  const end = placeOf(active, y, index + length - 1);
  if (start === null || end === null) return null;
  return { x: start.x, y: start.y, cells: (end.y - start.y) * xterm.cols + end.x + end.width - start.x };
}
