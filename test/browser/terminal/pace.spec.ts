/** How often the screen is drawn: as often as somebody can see it, since each time takes from the output that waits. */
import { expect, test } from "@playwright/test";
import { Gate } from "../support/gate.ts";
import { Cells } from "../support/screen-cells.ts";
import { sharedShell } from "../support/shared.ts";

const gate = new Gate();
const shell = sharedShell(() => gate.startSite());

/** Milliseconds. Much output is drawn at most as often. */
const PERIOD = 40;
/** At the beginning, at the end, and for the prompt. */
const OTHER_DRAWINGS = 6;

const columns = async (): Promise<number> => Number(await shell().run("import os; os.get_terminal_size().columns"));

/** From now on; the returned function tells how often the first row was drawn, and in how many milliseconds. */
async function countDrawings(): Promise<() => Promise<{ drawings: number; milliseconds: number }>> {
  const counted = await shell().page.evaluateHandle(() => {
    const counts = { drawings: 0, begun: performance.now() };
    const row = document.querySelector(".session:not([hidden]) .xterm-rows > div");
    if (row === null) throw new Error("no terminal");
    // One call for each drawing: what is drawn twice in one frame is counted twice.
    new MutationObserver(() => (counts.drawings += 1)).observe(row, { childList: true });
    return counts;
  });
  return () => counted.evaluate(({ drawings, begun }) => ({ drawings, milliseconds: performance.now() - begun }));
}

test("much output is drawn 25 times a second, and all of it at the end", async () => {
  await shell().run("line = 'x' * 99 + '\\n'");
  const count = await countDrawings();
  await shell().begin("print(line * 50_000 + 'e' + 'nd')");
  await shell().until(/\nend\n>>>$/, { status: "ready" });
  const { drawings, milliseconds } = await count();
  expect(drawings).toBeGreaterThan(2);
  expect(drawings).toBeLessThan(milliseconds / PERIOD + OTHER_DRAWINGS);
});

test("a program that holds its drawing back itself is drawn when it says so", async () => {
  await shell().run(String.raw`import time; hold, show = '\x1b[?2026h', '\x1b[?2026l'; many = 'a' * 600 + '\n'`);
  await shell().begin("print(hold); [print(many, flush=True) or time.sleep(.05) for _ in range(10)]; print(show + 'shown'); time.sleep(999)");
  const count = await countDrawings();
  await shell().until(/^shown$/m, { status: "running" });
  expect((await count()).drawings).toBeLessThan(OTHER_DRAWINGS);
  await shell().interrupt();
  await shell().ready();
});

test("a selection stays at its text while that scrolls, and goes when the text does", async () => {
  const cells = new Cells(shell().page, await columns());
  const selection = shell().page.locator(".xterm-selection > div").first();
  const top = (): Promise<number> => selection.evaluate(({ style }) => Number.parseFloat(style.top));
  await gate.install(shell());
  await shell().begin(String.raw`[print('line\n' * int(gate())) for _ in iter(int, 1)]`);
  await gate.open("60");
  await gate.reached();
  await cells.drag({ column: 0, row: 20 }, { column: 5, row: 20 });
  await selection.waitFor({ state: "attached" });
  const before = await top();
  await gate.open("5");
  await expect.poll(top).toBeLessThan(before);
  await gate.open("60");
  await gate.reached();
  await expect(selection).toHaveCount(0);
  await shell().press("Control+c"); // copies what is out of sight
  await shell().interrupt();
  await shell().ready();
});

test("a selection that is dropped is erased", async () => {
  const cells = new Cells(shell().page, await columns());
  const selection = shell().page.locator(".xterm-selection > div").first();
  await cells.drag({ column: 0, row: 0 }, { column: 5, row: 0 });
  await selection.waitFor({ state: "attached" });
  await shell().insert("1");
  await expect(selection).toHaveCount(0);
  await shell().interrupt();
});

test("the hidden text field is at the cursor, where input methods show what they compose", async () => {
  const width = await columns();
  await shell().clear();
  await shell().insert("'abc'");
  await shell().until(/^>>> 'abc'$/);
  const column = (): Promise<number> =>
    shell().page.evaluate((columns) => {
      const cell = (document.querySelector(".xterm-screen")?.getBoundingClientRect().width ?? 0) / columns;
      return Math.round(Number.parseFloat(document.querySelector<HTMLElement>(".xterm-helper-textarea")?.style.left ?? "") / cell);
    }, width);
  await expect.poll(column).toBe(9);
  await shell().press("Home");
  await expect.poll(column).toBe(4);
  await shell().interrupt();
});
