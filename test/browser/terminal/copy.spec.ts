/** Copying and pasting: whole lines, and Ctrl-C that knows whether something is selected. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { Cells } from "../support/screen-cells.ts";
import { startSite } from "../support/site.ts";

const shell = sharedShell(() => startSite());
let cells: Cells;

test.beforeAll(async () => {
  const { page } = shell();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  cells = new Cells(page, Number(await shell().run("import os, time; os.get_terminal_size().columns")));
});

const clipboard = (): Promise<string> => shell().page.evaluate(() => navigator.clipboard.readText());

test.beforeEach(() => shell().page.evaluate(() => navigator.clipboard.writeText("nothing was copied")));

test("a wrapped line is copied as one, with its blanks, and none at its end", async () => {
  const line = "word ".repeat(60) + "end   ";
  await shell().run("print('word ' * 60 + 'end   \\nnext')");
  const lastRow = 1 + Math.floor(line.trimEnd().length / cells.columns);
  await cells.drag({ column: 0, row: 1 }, { column: 2, row: lastRow + 1 });
  await shell().press("Control+c");
  expect(await clipboard()).toBe(`${line.trimEnd()}\nne`);
});

test("a statement that the editor wrapped is copied as it was typed", async () => {
  const statement = `'${"0123456789".repeat(20)}' and 1`;
  await shell().clear();
  await shell().enter(statement);
  await shell().until(/\n1\n>>>$/, { status: "ready" });
  await cells.drag({ column: 4, row: 0 }, { column: cells.columns - 1, row: Math.floor(statement.length / cells.columns) });
  await shell().press("Control+c");
  expect(await clipboard()).toBe(statement);
});

test("Ctrl-C copies what is selected and drops the selection; the next one interrupts", async () => {
  await shell().run("print('some text')");
  await shell().insert("not entered");
  await shell().until(/not entered$/);
  await cells.drag({ column: 0, row: 1 }, { column: 4, row: 1 });
  await shell().press("Control+c");
  expect(await clipboard()).toBe("some");
  await shell().insert(" yet");
  await shell().until(/>>> not entered yet$/);
  await shell().interrupt();
  expect(await clipboard()).toBe("some");
});

test("Ctrl-C copies beside a program that runs, which the next one stops", async () => {
  await shell().begin("print('running', flush=True); time.sleep(1000)");
  await shell().until(/^running$/m, { status: "running" });
  await cells.drag({ column: 0, row: 1 }, { column: 7, row: 1 });
  await shell().press("Control+c");
  expect(await clipboard()).toBe("running");
  await shell().until(/^running$/m, { status: "running" });
  await shell().interrupt();
  await shell().ready();
});

test("Ctrl-Shift-C copies too, and interrupts nothing when nothing is selected", async () => {
  await shell().run("print('other text')");
  await cells.drag({ column: 6, row: 1 }, { column: 10, row: 1 });
  await shell().press("Control+Shift+c");
  expect(await clipboard()).toBe("text");
  await shell().insert("kept");
  await shell().press("Control+Shift+c");
  await shell().insert("!");
  await shell().until(/>>> kept!$/);
  await shell().interrupt();
});

test("Ctrl-Shift-V pastes", async () => {
  await shell().page.evaluate(() => navigator.clipboard.writeText("'pasted' * 2"));
  await shell().clear();
  await shell().press("Control+Shift+v");
  await shell().until(/^>>> 'pasted' \* 2$/);
  await shell().press("Enter");
  await shell().until(/\n'pastedpasted'\n>>>$/, { status: "ready" });
});

test("a rectangle is copied as it is selected, with Alt", async () => {
  await shell().run("print('abcd\\nefgh')");
  await shell().page.keyboard.down("Alt");
  await cells.drag({ column: 1, row: 1 }, { column: 3, row: 2 });
  await shell().page.keyboard.up("Alt");
  await shell().press("Control+c");
  expect(await clipboard()).toBe("bc\nfg");
});
