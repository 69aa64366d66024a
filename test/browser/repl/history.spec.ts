/** What was entered before: recalled, searched, kept over a reload, and forgotten. */
import { expect, test } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";
import { abandon, check, type } from "./keys.ts";

const shell = sharedShell(() => startSite());

test.beforeAll(async () => {
  for (const line of ["alpha = 1", "beta = 2", "alpha + beta", "for i in (1,):\n    print('block', i)\n"]) await shell().exec(line);
});

const CHECKS: readonly (readonly [what: string, keys: string, screen: string])[] = [
  ["up is the last one, a block as a whole", "<ArrowUp>", ">>> for i in (1,):\n...     print('block', i)"],
  ["up goes through the block and on", "<ArrowUp><ArrowUp><ArrowUp>", ">>> alpha + beta"],
  ["down comes back to the draft", "draft<ArrowUp><ArrowUp><ArrowUp><ArrowDown><ArrowDown><ArrowDown>", ">>> draft"],
  ["Ctrl-P and Ctrl-N", "<Control+p><Control+p><Control+p><Control+n>", ">>> alpha + beta"],
  ["Page Up searches by what is typed", "al<PageUp>", ">>> alpha + beta"],
  ["and again", "al<PageUp><PageUp>", ">>> alpha = 1"],
  ["Page Down goes back", "al<PageUp><PageUp><PageDown>", ">>> alpha + beta"],
  ["Ctrl-R finds inside", "<Control+r>eta =", "(r-search `eta =') beta = 2"],
  ["Ctrl-R again finds the one before", "<Control+r>alpha<Control+r>", "(r-search `alpha') alpha = 1"],
  ["Ctrl-S searches the other way", "<Control+r>alpha<Control+r><Control+s>", "(f-search `alpha') alpha + beta"],
  ["a search says when it finds nothing", "draft<Control+r>zzz", "(r-search `zzz') draft\n! not found"],
  ["and then goes on", "<Control+r>betaX<Backspace>", "(r-search `beta') alpha + beta"],
  ["a key of the editor ends the search", "<Control+r>beta =<Home>x", ">>> xbeta = 2"],
  ["Ctrl-G gives the draft back", "draft<Control+r>beta<Control+g>", ">>> draft"],
  ["Alt-. takes the last word of the last one", "y = <Alt+.>", ">>> y = i)"],
];

for (const [what, keys, screen] of CHECKS) test(what, () => check(shell(), keys, screen));

test("Enter in a search ends it, and runs what was found when pressed again", async () => {
  await check(shell(), "<Control+r>alpha +<Enter><Enter>", ">>> alpha + beta\n3\n>>>");
});

test("what is entered again moves to the end, and is there once", async () => {
  await shell().run("beta = 2");
  await check(shell(), "<ArrowUp><ArrowUp>", ">>> alpha + beta");
});

test("a line that begins with a space is run, and not kept", async () => {
  expect(await shell().run(" 'secret'")).toBe("'secret'");
  await check(shell(), "<ArrowUp>", ">>> beta = 2");
});

test("F2 shows the history, and the line is there again", async () => {
  await shell().clear();
  await type(shell(), "draft<F2>");
  await shell().until(/^alpha = 1$/m);
  await shell().until(/history: /);
  await shell().press("q");
  await shell().until(/^>>> draft$/);
  await type(shell(), "ed");
  await shell().until(/^>>> drafted$/);
  await abandon(shell());
});

test("it is there after a reload", async () => {
  await shell().run("'kept over a reload'");
  await shell().visit(shell().page.url());
  await shell().ready();
  await check(shell(), "<ArrowUp>", ">>> 'kept over a reload'");
  await check(shell(), "<Control+r>block", ">>> for i in (1,):\n(r-search `block')     print('block', i)");
});

test("readline.clear_history() erases it, for good", async () => {
  await shell().run("import readline; readline.clear_history()");
  await check(shell(), "<ArrowUp>x", ">>> x");
  expect(await shell().page.evaluate(() => localStorage.getItem("libcloud-repl.history /"))).toBe(null);
});

test("what the page finds in its storage may be anything", async () => {
  for (const stored of ["{", "null", '{"a":1}', "[1]", JSON.stringify(["x".repeat(20_000)])]) {
    await shell().page.evaluate((value) => localStorage.setItem("libcloud-repl.history /", value), stored);
    await shell().visit(shell().page.url());
    await shell().ready();
    await check(shell(), "<ArrowUp>x", ">>> x");
  }
});

test("what hostile code adds is bounded", async () => {
  const add = "from libcloud_repl import host; [host.tell('history.add', {'entry': f'{i} ' * 1500}) for i in range(3000)][-1]";
  await shell().run(add, 30_000);
  const stored = await shell().page.evaluate(() => localStorage.getItem("libcloud-repl.history /")?.length ?? 0);
  expect(stored).toBeLessThan(1_200_000);
  expect(stored).toBeGreaterThan(1000);
});
