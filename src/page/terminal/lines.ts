/** The terminal's text as logical lines: rows that one line was wrapped into are joined, and blanks at its end are left out. */
import type { IBuffer, IBufferCell, IBufferLine } from "@xterm/xterm";

/** A place between cells; rows and columns are counted from 0, as xterm does. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

/** The line editor ends a row with it, and goes on in the next one. */
const CONTINUED = "\\";

/** From `start` up to `end`. */
export function logicalLines(buffer: IBuffer, start: Place, end: Place): string[] {
  const lines: string[] = [];
  let line = "";
  for (let y = start.y; y <= end.y; y += 1) {
    const row = buffer.getLine(y);
    if (row === undefined) break;
    const next = buffer.getLine(y + 1);
    const from = y === start.y ? start.x : 0;
    const goesOn = wrapOf(row, next);
    line += row.translateToString(false, from, Math.min(goesOn?.columns ?? row.length, y === end.y ? end.x : row.length));
    if (goesOn !== null && y < end.y) continue;
    lines.push(line.replace(/ +$/, ""));
    line = "";
  }
  return lines;
}

/** Everything that is in the buffer, without empty lines at its end. */
export function allLines(buffer: IBuffer): string[] {
  const lines = logicalLines(buffer, { x: 0, y: 0 }, { x: Number.MAX_SAFE_INTEGER, y: buffer.length - 1 });
  const last = lines.findLastIndex((line) => line !== "");
  return lines.slice(0, last + 1);
}

/** How many columns of the row are of a line that goes on in the next; null where it does not. */
function wrapOf(row: IBufferLine, next: IBufferLine | undefined): { readonly columns: number } | null {
  if (next === undefined) return null;
  const last = row.getCell(row.length - 1);
  if (next.isWrapped) return { columns: leftEmpty(last, next) ? row.length - 1 : row.length };
  return last !== undefined && isContinuation(last) ? { columns: row.length - 1 } : null;
}

/** A wide character that found one column only went to the next row. */
function leftEmpty(last: IBufferCell | undefined, next: IBufferLine): boolean {
  return last?.getChars() === "" && last.getWidth() === 1 && next.getCell(0)?.getWidth() === 2;
}

/** The editor's sign is dim, which tells it from a backslash that somebody wrote (`libcloud_repl.console`). */
function isContinuation(cell: IBufferCell): boolean {
  return cell.getChars() === CONTINUED && cell.isDim() !== 0;
}
