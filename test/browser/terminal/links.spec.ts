/** Links in the output: web pages only, by Ctrl-click only, and their real target is shown. */
import { expect, test, type Page } from "@playwright/test";
import { sharedShell } from "../support/shared.ts";
import { Cells } from "../support/screen-cells.ts";
import { Shell } from "../support/shell.ts";
import { startSite } from "../support/site.ts";
import { StaticSite } from "../support/static-site.ts";

let target: StaticSite;
const shell = sharedShell(() => startSite());
let cells: Cells;

test.beforeAll(async () => {
  target = await StaticSite.start();
  // Links come with it, when nobody has typed for a second.
  await shell().page.locator(".search-bar").waitFor({ state: "attached" });
  cells = new Cells(shell().page, Number(await shell().run("import os; os.get_terminal_size().columns")));
});
test.afterAll(() => target.close());

const tip = () => shell().page.locator(".link-tip");
const pages = (): readonly Page[] => shell().page.context().pages();

/** As a program makes one. */
const osc8 = (uri: string, text: string): string => `print('\\x1b]8;;${uri}\\x1b\\\\${text}\\x1b]8;;\\x1b\\\\')`;

/** The terminal looks for links when the mouse comes to a row. */
async function hover(column: number): Promise<void> {
  await cells.hover({ column: 0, row: 5 });
  await cells.hover({ column, row: 1 });
}

async function controlClick(column: number): Promise<void> {
  await hover(column);
  await shell().page.keyboard.down("Control");
  await cells.click({ column, row: 1 });
  await shell().page.keyboard.up("Control");
}

async function opened(column: number): Promise<Page> {
  const [page] = await Promise.all([shell().page.context().waitForEvent("page"), controlClick(column)]);
  return page;
}

test("an address in the output: the tooltip tells how, and a plain click does nothing", async () => {
  await shell().run(`print('see ${target.url}config.json?q=1, there')`);
  await hover(10);
  await expect(tip()).toHaveText(`${target.url}config.json?q=1Ctrl-click opens it in a new tab.`);
  const before = pages().length;
  await cells.click({ column: 10, row: 1 });
  await hover(1);
  await expect(tip()).toHaveCount(0);
  expect(pages().length).toBe(before);
});

test("Ctrl-click opens it in a new tab that knows nothing of this one", async () => {
  await shell().run(`print('see ${target.url}config.json?q=1, there')`);
  const page = await opened(10);
  await page.waitForURL(`${target.url}config.json?q=1`);
  expect(await page.evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
  await page.close();
});

test("a link shows where it leads, not what its text says", async () => {
  await shell().run(osc8(`${target.url}config.json?real`, "https://trusted.example/"));
  await hover(5);
  await expect(tip().locator("strong")).toHaveText(target.origin.replace("http://", ""));
  const page = await opened(5);
  await page.waitForURL(`${target.url}config.json?real`);
  await page.close();
});

for (const uri of ["javascript:document.title='hacked'", "data:text/html,<script>1</script>", "file:///etc/passwd", "blob:null/1", "no address"]) {
  test(`a link to ${uri} does nothing`, async () => {
    await shell().run(osc8(uri.replaceAll("'", "\\'"), "click me"));
    const before = pages().length;
    await controlClick(3);
    await expect(tip()).toHaveCount(0);
    // A link behind it works, so a click has been dealt with by now.
    await shell().run(`print('${target.url}config.json')`);
    const page = await opened(3);
    await page.waitForURL(`${target.url}config.json`);
    await page.close();
    expect(pages().length).toBe(before);
    await expect(shell().page).toHaveTitle("Libcloud REPL");
  });
}

test("a finger, which holds no key, taps the tooltip", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 400, height: 700 }, hasTouch: true, isMobile: true });
  const phone = await Shell.open(await context.newPage(), shell().page.url());
  await phone.page.locator(".search-bar").waitFor({ state: "attached" });
  await phone.run(`import os; url = '${target.url}config.json?tapped'`);
  const columns = Number(await phone.run("os.get_terminal_size().columns"));
  await phone.run("print(url)");
  const { x, y } = await new Cells(phone.page, columns).point({ column: 5, row: 1 });
  await phone.page.touchscreen.tap(x, y);
  const link = phone.page.locator(".link-tip a");
  await expect(link).toHaveText(`Open ${target.url}config.json?tapped`);
  const [page] = await Promise.all([context.waitForEvent("page"), link.tap()]);
  await page.waitForURL(`${target.url}config.json?tapped`);
  expect(await page.evaluate(() => [window.opener, document.referrer])).toEqual([null, ""]);
  await context.close();
});
