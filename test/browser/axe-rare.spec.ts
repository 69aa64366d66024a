/** States of the page that few people come to keep the same rules as all others (`axe.spec.ts`), and so do colours that the system forces. */
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, expect, test, type Page } from "@playwright/test";
import { audit, FORCED, type AuditOptions } from "./support/axe.ts";
import { launchOptions } from "./support/chromium.ts";
import { untilKept } from "./support/kept.ts";
import { PlainHost } from "./support/plain-host.ts";
import { dist } from "./support/project.ts";
import { Cells } from "./support/screen-cells.ts";
import { buildSecondSite } from "./support/second-site.ts";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

test.setTimeout(300_000); // a state is audited in six ways

let site: StaticSite;

test.beforeAll(async () => {
  site = await StaticSite.start();
});
test.afterAll(() => site.close());

async function expectClean(page: Page, state: string, options: AuditOptions = {}): Promise<void> {
  expect.soft(await audit(page, state, options)).toEqual([]);
}

async function onDesk(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 800 });
}

/** Whose result is a picture, with its button beside it. */
const PICTURE = `
  class Picture:
      def _repr_svg_(self):
          return "<svg xmlns='http://www.w3.org/2000/svg' width='200' height='100'><rect width='200' height='99'/></svg>"
`;

test("a phone's keys", async ({ browser }) => {
  const page = await browser.newPage({ viewport: { width: 360, height: 800 }, hasTouch: true, isMobile: true });
  await Shell.open(page, site.url);
  await page.getByRole("button", { name: "Control" }).tap();
  await expect(page.getByRole("button", { name: "Control" })).toHaveAttribute("aria-pressed", "true");
  await expectClean(page, "keys", { widths: [360] });
  await expectClean(page, "keys", { widths: [360], schemes: FORCED });
  await page.close();
});

test("a newer version, the question about it, and a storage that was erased", async ({ page }) => {
  const [second, host] = await Promise.all([buildSecondSite(), PlainHost.start()]);
  const url = await host.deploy("repl", dist);
  const shell = await Shell.open(page, url);
  await untilKept(page);
  await host.deploy("repl", second.folder);
  await page.reload();
  await shell.ready();
  const news = page.getByRole("button", { name: "New version" });
  await expect(news).toBeVisible();
  await expectClean(page, "a newer version");
  await news.click();
  await expect(page.getByRole("dialog")).toContainText("A newer version of this page is here.");
  await expectClean(page, "the question about a newer version");
  await page.keyboard.press("Escape");
  await onDesk(page);
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByRole("button", { name: "Erase everything that this site stored" }).click();
  await expect(page.getByText("Everything is erased.")).toBeVisible();
  await expectClean(page, "everything is erased");
  await host.close();
  await second.remove();
});

test("pictures, links' tooltips, and what was cut", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await page.locator(".search-bar").waitFor({ state: "attached" }); // links come with it
  await shell.exec(PICTURE);
  await shell.run("Picture()");
  await expect(page.getByRole("button", { name: /^Save/ }).last()).toBeVisible();
  await expectClean(page, "a picture");
  await onDesk(page);
  await shell.clear();
  const cells = new Cells(page, Number(await shell.run("import os; os.get_terminal_size().columns")));
  await shell.clear();
  await shell.run("print('see https://example.com/a/path')");
  await cells.hover({ column: 0, row: 5 });
  await cells.hover({ column: 10, row: 1 });
  await expect(page.locator(".link-tip")).toBeVisible();
  await expectClean(page, "a link's tooltip", { widths: [1440] });
  await cells.hover({ column: 0, row: 5 });
  await shell.begin("print(*range(12_000), sep='\\n')");
  await shell.until(/\n11999\n>>>$/, { status: "ready" });
  await expect(async () => {
    for (let key = 0; key < 100; key += 1) await shell.press("Shift+PageUp");
    await expect(page.locator(".cut-notice")).toBeVisible({ timeout: 1000 });
  }).toPass();
  await expectClean(page, "what was cut", { widths: [1440] });
});

test("a restart that is offered, and an interpreter that has crashed", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await shell.begin("print('busy'); sum(range(10 ** 12))"); // before the loop in C has begun Ctrl-C would end the statement
  await shell.until(/^busy$/m, { status: "running" });
  await shell.press("Control+c");
  await shell.press("Control+c");
  await expect(page.locator("#status")).toContainText("Python does not react to Ctrl-C.");
  await expect(page.getByRole("button", { name: "Restart" })).toBeFocused();
  await expectClean(page, "a restart is offered");
  await page.keyboard.press("Enter");
  await shell.until(/Restarted: [^]*>>>$/, { status: "ready" });
  await shell.begin("import os; os.abort()");
  await shell.until(/Python crashed [^]*>>>$/, { status: "ready" });
  await expectClean(page, "after a crash");
});

for (const [missing, take] of [
  ["WebAssembly", () => Reflect.deleteProperty(globalThis, "WebAssembly")],
  ["what came in 2023", () => Reflect.deleteProperty(Promise, "withResolvers")],
] as const) {
  test(`a browser without ${missing}`, async ({ page }) => {
    await page.addInitScript(take);
    await page.goto(site.url);
    await expect(page.getByText(/^This browser/)).toBeVisible();
    await expectClean(page, `without ${missing}`);
  });
}

test("an address that is not secure, and one that is a file", async ({ page }) => {
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP site.example 127.0.0.1"] });
  const insecure = await browser.newPage();
  await insecure.goto(site.url.replace("127.0.0.1", "site.example"));
  await expect(insecure.getByText("This address is not secure")).toBeVisible();
  await expectClean(insecure, "not secure");
  await browser.close();
  await page.goto(pathToFileURL(join(dist, "index.html")).href);
  await expect(page.getByText("must be served by a web server instead")).toBeVisible();
  await expectClean(page, "a file", { themed: false });
});

test("a bare terminal", async ({ page }) => {
  await Shell.open(page, `${site.url}?embed=1`);
  await expect(page.getByRole("link", { name: "Open in a tab" })).toBeVisible();
  await expectClean(page, "embedded");
  await expectClean(page, "embedded", { schemes: FORCED });
});

/** What one can tell apart by a colour. */
function colours(page: Page, property: "backgroundColor" | "borderBottomColor", ...selectors: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(([name, all]) => all.map((selector) => getComputedStyle(document.querySelector(selector) ?? document.body)[name]), [property, selectors] as const);
}

test("where the system forces its colours, what is chosen, pressed or at the cursor can be told", async ({ page }) => {
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  const shell = await Shell.open(page, site.url);
  await shell.press("Alt+Shift+n");
  await shell.ready();
  await shell.run("'found'");
  const [cursor, around] = await colours(page, "backgroundColor", ".session:not([hidden]) .xterm-cursor", "body");
  expect(cursor).not.toBe(around);
  const [chosen, other] = await colours(page, "borderBottomColor", '.tab:has([aria-selected="true"])', '.tab:has([aria-selected="false"])');
  expect(chosen).not.toBe(other);
  await page.locator(".session:not([hidden]) .search-bar").waitFor({ state: "attached" });
  await shell.press("Control+Shift+f");
  await page.getByRole("searchbox").fill("found");
  const cases = page.locator(".session:not([hidden]) .search-bar button[aria-pressed]").first();
  await cases.click();
  const bar = ".session:not([hidden]) .search-bar";
  const [pressed, free] = await colours(page, "backgroundColor", `${bar} [aria-pressed="true"]`, `${bar} [aria-pressed="false"]`);
  expect(pressed).not.toBe(free);
});

test("colours that the system forces", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  const forced = (state: string): Promise<void> => expectClean(page, state, { schemes: FORCED });
  await shell.exec(PICTURE);
  await shell.run("1 / 0");
  await shell.enter("Picture()"); // below, where nothing lies over it
  await expect(page.locator(".picture button")).toBeVisible();
  await shell.press("Control+Shift+f");
  await page.getByRole("searchbox").fill("zero");
  await expect(page.locator(".count")).toHaveText(/ of /);
  await forced("the prompt");
  await shell.press("Escape");
  for (const [name, part] of [["Settings", "dialog"], ["Access", "dialog"], ["Requests", "#requests"]] as const) {
    await onDesk(page);
    await page.getByRole("button", { name, exact: true }).click();
    await expect(page.locator(part)).toBeVisible();
    await forced(name);
    await page.keyboard.press("Escape");
  }
});
