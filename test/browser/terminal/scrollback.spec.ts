/** The scrollback is bounded, says what it has cut, and can be saved. */
import { readFile } from "node:fs/promises";
import { expect, test, type Download } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { startSite } from "../support/site.ts";

const shell = sharedShell(() => startSite());
const KEPT = 10_000;

const notice = () => shell().page.locator(".cut-notice");

/** To the first row that there still is. */
async function toTop(): Promise<void> {
  for (let step = 0; step < 600 && !(await atTop()); step += 100) {
    for (let key = 0; key < 100; key += 1) await shell().press("Shift+PageUp");
  }
}

const atTop = async (): Promise<boolean> => /^first row\b/.test(await shell().screen()) || (await notice().isVisible());

async function saved(save: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([shell().page.waitForEvent("download"), save()]);
  return download;
}

test("a transcript has the lines as they were printed, and nothing else", async () => {
  await shell().run(String.raw`print('\x1b[31mred\x1b[m and plain   \n' + 'word ' * 100 + 'end\n\n\thello')`);
  const download = await saved(() => shell().press("Control+Shift+s"));
  expect(download.suggestedFilename()).toMatch(/^libcloud-repl-\d{4}-\d\d-\d\d-\d{6}\.txt$/);
  const text = await readFile(await download.path(), "utf8");
  expect(text).toMatch(/^>>> print\(/);
  expect(text).toContain(`\nred and plain\n${"word ".repeat(100)}end\n\n        hello\n>>>\n`);
  expect(text).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f]| \n/);
});

test("the button saves the same, and gives the focus back", async () => {
  const download = await saved(() => shell().page.getByRole("button", { name: "Save" }).click());
  expect(await readFile(await download.path(), "utf8")).toMatch(/hello\n>>>\n$/);
  await shell().insert("1");
  await shell().until(/>>> 1$/);
  await shell().interrupt();
});

test("the top of the scrollback says how many lines were cut", async () => {
  await shell().begin(`print(*map('number {}'.format, range(25_000)), sep='\\n')`);
  await shell().until(/\nnumber 24999\n>>>$/, { status: "ready" });
  await expect(notice()).toBeHidden();
  const text = await readFile(await (await saved(() => shell().press("Control+Shift+s"))).path(), "utf8");
  const first = Number(/\nnumber (\d+)/.exec(text)?.[1]);
  expect(first).toBeGreaterThan(14_000);
  await toTop();
  const sentence = new RegExp(`^([\\d,]+) earlier lines were cut: the last 10,000 are kept\\.$`);
  await expect(notice()).toHaveText(sentence);
  const cut = Number(sentence.exec((await notice().textContent()) ?? "")?.[1]?.replace(",", ""));
  expect(await shell().screen()).toMatch(new RegExp(`^number ${first}\\n`));
  // The statement's own line is cut too; nothing of what was on the screen before is kept when that is cleared.
  expect(cut).toBe(first + 1);
  expect(text.startsWith(`[${(await notice().textContent()) ?? ""}]\n`)).toBe(true);
  // Exactly so many more with each one that is printed.
  await shell().press("Control+l");
  await shell().run("print(*range(1234), sep='\\n')");
  await toTop();
  await expect(notice()).toHaveText(sentence);
  const then = Number(sentence.exec((await notice().textContent()) ?? "")?.[1]?.replace(",", ""));
  const firstThen = Number(/^number (\d+)/.exec(await shell().screen())?.[1]);
  expect(then - cut).toBe(firstThen - first);
});

test("a program that erases the scrollback has cut nothing", async () => {
  await shell().press("Control+l");
  expect(await shell().run(String.raw`print('\x1b[3J', end='')`)).toBe("");
  await shell().run("print(*map('few {}'.format, range(200)), sep='\\n')");
  for (let key = 0; key < 10; key += 1) await shell().press("Shift+PageUp");
  await shell().until(/^few 3$/m);
  await expect(notice()).toBeHidden();
  await shell().press("Control+l");
});

test("memory stays as it is over a million lines", async () => {
  test.setTimeout(120_000);
  const session = await shell().page.context().newCDPSession(shell().page);
  const used = async (): Promise<number> => {
    await session.send("HeapProfiler.collectGarbage");
    const usage: Record<string, unknown> = { ...(await session.send("Runtime.getHeapUsage")) };
    return Number(usage["usedSize"]) + Number(usage["backingStorageSize"] ?? 0);
  };
  const print = async (lines: number): Promise<void> => {
    await shell().begin(`exec('for i in range(${lines}): print(i)')`);
    await shell().until(new RegExp(`\\n${lines - 1}\\n>>>$`), { status: "ready", timeout: 100_000 });
  };
  await print(2 * KEPT);
  const before = await used();
  await print(1_000_000);
  expect((await used()) - before).toBeLessThan(2e6);
});
