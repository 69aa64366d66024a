/** The terminal's text as logical lines: rows that one line was wrapped into are joined, and blanks at its end are left out. */
import type { IBuffer, IBufferCell, IBufferLine } from "@xterm/xterm";

/** A cell; rows and columns are counted from 0, as xterm does. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly text: string;
  /** The row behind it. */
  readonly next: number;
  /** False: there is more of it. */
  readonly ends: boolean;
}

/** The line editor ends a row with it, and goes on in the next one. */
const CONTINUED = "\\";
/** Longer lines are read in parts, or one could take longer than a page may stand still. */
const MOST_ROWS = 200;
const BUDGET = 8;

/** The line that begins at `start`, as far as it is before `end`. */
export function readLine(buffer: IBuffer, start: Place, end: Place = { x: Infinity, y: buffer.length - 1 }): Line {
  const cell = buffer.getNullCell();
  const last = Math.min(end.y, start.y + MOST_ROWS - 1);
  let text = "";
  let y = start.y;
  let goesOn = true;
  for (; goesOn && y <= last; y += 1) {
    const row = buffer.getLine(y);
    if (row === undefined) break;
    const wrapped = wrappedColumns(row, buffer.getLine(y + 1), cell);
    goesOn = wrapped !== null;
    text += row.translateToString(!goesOn, y === start.y ? start.x : 0, Math.min(wrapped ?? row.length, y === end.y ? end.x : row.length));
  }
  const ends = !goesOn || y > end.y;
  return { text: ends ? text.replace(/ +$/, "") : text, next: y, ends };
}

/** From `start` up to `end`. */
export function logicalLines(buffer: IBuffer, start: Place, end: Place): string[] {
  const lines: string[] = [];
  let part = "";
  for (let place = start; place.y <= end.y; ) {
    const { text, next, ends } = readLine(buffer, place, end);
    if (next === place.y) break;
    if (ends) lines.push(part + text);
    part = ends ? "" : part + text;
    place = { x: 0, y: next };
  }
  return lines;
}

/**
 * Reads everything that is in the buffer, some milliseconds at a time.
 *
 * @param cut how many rows the buffer has lost: rows move up by as many while it is read
 * @param visit is given a line, or a part of a long one, its row counted since the terminal's start, and whether it ends there. It
 * ends the reading by false
 */
export async function readAll(buffer: IBuffer, cut: () => number, visit: (text: string, row: number, ends: boolean) => boolean): Promise<void> {
  let row = cut();
  for (;;) {
    const until = performance.now() + BUDGET;
    while (performance.now() < until) {
      const y = Math.max(0, row - cut());
      if (y >= buffer.length) return;
      const { text, next, ends } = readLine(buffer, { x: 0, y });
      if (!visit(text, y + cut(), ends)) return;
      row = next + cut();
    }
    await new Promise((resolve) => setTimeout(resolve));
  }
}

/** The cell of the character at `index` of the line that begins in row `y`, and how many columns it has. */
export function placeOf(buffer: IBuffer, y: number, index: number): (Place & { readonly width: number }) | null {
  const cell = buffer.getNullCell();
  let left = index;
  for (let at = y; at < y + MOST_ROWS; at += 1) {
    const row = buffer.getLine(at);
    if (row === undefined) return null;
    const columns = wrappedColumns(row, buffer.getLine(at + 1), cell) ?? row.length;
    for (let x = 0; x < columns; x += 1) {
      const width = row.getCell(x, cell)?.getWidth() ?? 0;
      if (width === 0) continue;
      left -= cell.getChars().length || 1;
      if (left < 0) return { x, y: at, width };
    }
  }
  return null;
}

/** How many columns of the row are of a line that goes on in the next; null where it does not. */
function wrappedColumns(row: IBufferLine, next: IBufferLine | undefined, cell: IBufferCell): number | null {
  if (next === undefined) return null;
  row.getCell(row.length - 1, cell);
  if (!next.isWrapped) return isContinuation(cell) ? row.length - 1 : null;
  const isEmpty = cell.getChars() === "" && cell.getWidth() === 1;
  // A wide character that found one column only went to the next row.
  return isEmpty && next.getCell(0)?.getWidth() === 2 ? row.length - 1 : row.length;
}

/** The editor's sign is dim, which tells it from a backslash that somebody wrote (`libcloud_repl.console`). */
function isContinuation(cell: IBufferCell): boolean {
  return cell.getChars() === CONTINUED && cell.isDim() !== 0;
}
