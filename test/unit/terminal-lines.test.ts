/** Logical lines from a terminal's rows. */
import { describe, expect, it } from "vitest";
import { Terminal } from "@xterm/xterm";
import { allLines, logicalLines } from "../../src/page/terminal/lines.ts";

async function screen(columns: number, text: string): Promise<Terminal> {
  const terminal = new Terminal({ cols: columns, rows: 6, scrollback: 100, convertEol: true, allowProposedApi: true });
  await new Promise<void>((resolve) => terminal.write(text, resolve));
  return terminal;
}

const all = async (columns: number, text: string): Promise<string[]> => allLines((await screen(columns, text)).buffer.normal);

describe("logical lines", () => {
  it("are without blanks at their ends, and without empty lines at the end of all", async () => {
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

  it("begin and end where the selection does", async () => {
    const { buffer } = await screen(5, "12345678\nabc  \nxyz");
    expect(logicalLines(buffer.active, { x: 2, y: 0 }, { x: 1, y: 3 })).toEqual(["345678", "abc", "x"]);
    expect(logicalLines(buffer.active, { x: 1, y: 0 }, { x: 3, y: 0 })).toEqual(["23"]);
    expect(logicalLines(buffer.active, { x: 1, y: 2 }, { x: 5, y: 2 })).toEqual(["bc"]);
  });
});
