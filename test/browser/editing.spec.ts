/** The line that is being typed: editing, history, type-ahead, resizing. */
import { expect, test } from "@playwright/test";
import { Gate } from "./support/gate.ts";
import { sharedShell } from "./support/shared.ts";
import { exactly } from "./repl/keys.ts";
import { Shell } from "./support/shell.ts";

const gate = new Gate();
const shell = sharedShell(() => gate.startSite());

test.beforeAll(() => gate.install(shell()));

test("the cursor moves, and text goes in and out where it is", async () => {
  await shell().clear();
  await shell().insert("'ac'");
  await shell().press("ArrowLeft");
  await shell().press("ArrowLeft");
  await shell().insert("b");
  await shell().press("Home");
  await shell().press("Delete");
  await shell().insert('"');
  await shell().press("End");
  await shell().press("Backspace");
  await shell().enter('"');
  await shell().until(/^>>> "abc"\n'abc'\n>>>$/, { status: "ready" });
});

test("words and the whole line are deleted with readline's keys", async () => {
  await shell().clear();
  await shell().insert("one + two three");
  await shell().press("Control+w");
  await shell().until(/^>>> one \+ two$/);
  await shell().press("Control+a");
  await shell().press("Control+k");
  await shell().until(/^>>>$/);
  await shell().enter("'new'");
  await shell().until(/^>>> 'new'\n'new'\n>>>$/, { status: "ready" });
});

test("the arrow keys recall what was entered, and the draft comes back", async () => {
  await shell().run("'first'");
  await shell().run("'second'");
  await shell().clear();
  await shell().insert("'draft'");
  await shell().press("ArrowUp");
  await shell().until(/^>>> 'second'$/);
  await shell().press("ArrowUp");
  await shell().until(/^>>> 'first'$/);
  await shell().press("ArrowDown");
  await shell().press("ArrowDown");
  await shell().until(/^>>> 'draft'$/);
  await shell().press("ArrowUp");
  await shell().press("Enter");
  await shell().until(exactly(">>> 'second'\n'second'\n>>>"), { status: "ready" });
});

test("a pasted block is recalled as one", async () => {
  await shell().exec("for n in (1, 2):\n    print('n', n)");
  await shell().clear();
  await shell().press("ArrowUp");
  await shell().press("Enter");
  await shell().enter("");
  await shell().until(/\nn 1\nn 2\n>>>$/, { status: "ready" });
});

test("Ctrl-C at the prompt abandons the line", async () => {
  await shell().clear();
  await shell().insert("print('never')");
  await shell().interrupt();
  await shell().until(exactly(">>> print('never')\nKeyboardInterrupt\n>>>"), { status: "ready" });
  await shell().begin("for i in ():");
  await shell().until(/\n\.\.\.$/);
  await shell().interrupt();
  await shell().until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
});

test("what is typed while a statement runs is read afterwards, each line once", async () => {
  await shell().begin("_ = gate()");
  await gate.reached();
  await shell().enter("a = 'typed'");
  await shell().enter("print(a, 'ahead')");
  await shell().insert("'unfini");
  await gate.open();
  await shell().until(/^typed ahead\n>>> 'unfini$/m, { status: "ready" });
  await shell().enter("shed'");
  expect((await shell().until(/^'unfinished'\n>>>$/m)).text).toContain(">>> _ = gate()\n>>> a = 'typed'\n>>> print(a, 'ahead')\ntyped ahead\n>>>");
});

test("what is typed while Python boots is run when it has", async ({ browser }) => {
  const page = await browser.newPage();
  const fresh = new Shell(page);
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route("**/image/snapshot-*", async (route) => {
    await held;
    await route.continue();
  });
  await fresh.visit(shell().page.url());
  await fresh.enter("'typed early', 6 * 7");
  expect(await fresh.screen()).not.toContain(">>>");
  release();
  await fresh.until(/^>>> 'typed early', 6 \* 7\n\('typed early', 42\)\n>>>$/m);
  await page.context().close();
});

test("a line longer than the terminal wraps, can be edited, and is drawn anew after a resize", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await shell().clear();
  const long = `len('${"0123456789".repeat(15)}')`;
  await shell().insert(long);
  await shell().until(/^>>> len\('0+[^]*\n\d+'\)$/);
  await page.setViewportSize({ width: 700, height: 1000 });
  await shell().until(/^>>> [^]*\n[^]*\n[^]*'\)$/); // three rows
  await shell().press("ArrowLeft");
  await shell().press("ArrowLeft");
  await shell().insert("ab");
  await page.setViewportSize(size);
  await shell().until(/^>>> [^\n]*\n[^\n]*ab'\)$/); // two again
  expect((await shell().screen()).replaceAll("\\\n", "")).toBe(`>>> ${long.slice(0, -2)}ab')`);
  await shell().press("Enter");
  await shell().until(/\n152\n>>>$/, { status: "ready" });
});

test("Python hears of a new size", async () => {
  const { page } = shell();
  const size = page.viewportSize() ?? { width: 1200, height: 1000 };
  await shell().run("import os; columns = os.get_terminal_size().columns");
  await page.setViewportSize({ width: 700, height: 1000 });
  expect(await shell().run("20 < os.get_terminal_size().columns < columns")).toBe("True");
  await page.setViewportSize(size);
  expect(await shell().run("os.get_terminal_size().columns == columns")).toBe("True");
});

test("wide characters take two columns, and the cursor knows", async () => {
  await shell().clear();
  await shell().insert("'日本x'");
  for (let step = 0; step < 2; step += 1) await shell().press("ArrowLeft");
  await shell().press("Backspace");
  await shell().insert("語");
  await shell().until(/^>>> '日語x'$/);
  await shell().press("Enter");
  await shell().until(exactly(">>> '日語x'\n'日語x'\n>>>"), { status: "ready" });
});
