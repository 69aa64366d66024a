/** Logical lines from a terminal's rows. */
import { describe, expect, it } from "vitest";
import { Terminal } from "@xterm/xterm";
import { logicalLines, placeOf, readAll } from "../../src/page/terminal/lines.ts";

async function screen(columns: number, text: string): Promise<Terminal> {
  const terminal = new Terminal({ cols: columns, rows: 6, scrollback: 100, convertEol: true, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  return terminal;
}

/** Without empty lines at the end. */
async function all(columns: number, text: string): Promise<string[]> {
  const lines: string[] = [];
  await readAll((await screen(columns, text)).buffer.normal, () => 0, (line) => lines.push(line) > 0);
  return lines.slice(0, lines.findLastIndex((line) => line !== "") + 1);
}

describe("logical lines", () => {
  it("are without blanks at their ends", async () => {
    expect(await all(10, "a  \n\n  b \n\n\n")).toEqual(["a", "", "  b"]);
  });

  it("join the rows that a line was wrapped into, blanks between them included", async () => {
    expect(await all(5, "12345678901\nabcd efgh")).toEqual(["12345678901", "abcd efgh"]);
    expect(await all(5, "abcd  fgh")).toEqual(["abcd  fgh"]);
  });

  it("know the column that a wide character did not fit into", async () => {
    expect(await all(5, "日本語日")).toEqual(["日本語日"]);
  });

  it("go on behind the editor's sign, but not behind a backslash of somebody's own", async () => {
    expect(await all(5, "1234\x1b[2m\\\x1b[m\r\n56")).toEqual(["123456"]);
    expect(await all(5, "1234\\\r\n56")).toEqual(["1234\\", "56"]);
  });

  it("reach back into the scrollback", async () => {
    const numbers = Array.from({ length: 50 }, (_, index) => String(index));
    expect(await all(5, numbers.join("\n"))).toEqual(numbers);
  });

  it("are whole, however many rows they have", async () => {
    const long = "0123456789".repeat(45);
    const terminal = new Terminal({ cols: 2, rows: 6, scrollback: 1000, allowProposedApi: true });
    await new Promise<void>((resolve) => terminal.write(`${long}  \r\nnext`, resolve));
    const { normal } = terminal.buffer;
    expect(logicalLines(normal, { x: 0, y: 0 }, { x: 2, y: normal.length - 1 }).slice(0, 2)).toEqual([long, "next"]);
    const parts: (readonly [number, boolean])[] = [];
    await readAll(normal, () => 0, (text, _row, ends) => parts.push([text.length, ends]) < 3);
    expect(parts).toEqual([[400, false], [50, true], [4, true]]);
  });

  it("begin and end where the selection does", async () => {
    const { buffer } = await screen(5, "12345678\nabc  \nxyz");
    expect(logicalLines(buffer.active, { x: 2, y: 0 }, { x: 1, y: 3 })).toEqual(["345678", "abc", "x"]);
    expect(logicalLines(buffer.active, { x: 1, y: 0 }, { x: 3, y: 0 })).toEqual(["23"]);
    expect(logicalLines(buffer.active, { x: 1, y: 2 }, { x: 5, y: 2 })).toEqual(["bc"]);
  });

  it("know where each of their characters is", async () => {
    const { buffer } = await screen(5, "\nab日cd日e");
    const places = Array.from("ab日cd日e", (_, index) => placeOf(buffer.active, 1, index));
    expect(places.map((place) => place && [place.x, place.y, place.width])).toEqual([[0, 1, 1], [1, 1, 1], [2, 1, 2], [4, 1, 1], [0, 2, 1], [1, 2, 2], [3, 2, 1]]);
  });
});
