/** How the page looks: themes, and what Settings change, for open sessions at once and for the next visit. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { dist } from "./support/project.ts";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

let site: StaticSite;

test.beforeAll(async () => {
  site = await StaticSite.start();
});
test.afterAll(() => site.close());

async function openSettings(page: Page): Promise<Locator> {
  await page.getByRole("button", { name: "Settings" }).click();
  return page.getByRole("dialog", { name: "Settings" });
}

async function closeSettings(shell: Shell): Promise<void> {
  await shell.page.keyboard.press("Escape");
  await shell.focused();
}

/** Of what is behind the page, and behind the cells of the terminal that is seen. */
function backgrounds(page: Page): Promise<{ readonly page: string; readonly terminal: string }> {
  return page.evaluate(() => {
    const of = (selector: string): string => {
      const node = document.querySelector(selector);
      return node === null ? "" : getComputedStyle(node).backgroundColor;
    };
    return { page: of("body"), terminal: of(".session:not([hidden]) .xterm-scrollable-element") };
  });
}

/** The path of the page's first script. */
const ENTRY = /assets\/index-[\w-]+\.js/.exec(readFileSync(join(dist, "index.html"), "utf8"))?.[0] ?? "";

const rowHeight = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector(".session:not([hidden]) .xterm-rows > div")?.getBoundingClientRect().height ?? 0);

const [DARK, LIGHT, BLACK] = ["rgb(20, 24, 31)", "rgb(255, 255, 255)", "rgb(0, 0, 0)"];

test("a theme holds at once in page and terminal, and at the next visit from the first paint on", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  for (const [name, color] of [["Dark", DARK], ["High contrast", BLACK], ["Light", LIGHT]] as const) {
    const settings = await openSettings(page);
    await settings.getByLabel("Theme").selectOption(name);
    await closeSettings(shell);
    expect(await backgrounds(page)).toEqual({ page: color, terminal: color });
  }
  expect(await shell.run("%theme")).toBe("light");

  await page.emulateMedia({ colorScheme: "dark" }); // which the person does not want
  const release = site.hold(ENTRY, 0);
  await page.goto(site.url, { waitUntil: "commit" });
  // The page is there, but for the entry, and is not painted before that says which theme it is.
  await page.waitForFunction(() => document.querySelector("#status") !== null);
  expect(await page.evaluate(() => performance.getEntriesByType("paint").length)).toBe(0);
  release();
  await shell.ready();
  expect(await backgrounds(page)).toEqual({ page: LIGHT, terminal: LIGHT });
});

test("what nobody has chosen is as the system says, when that changes, too", async ({ page }) => {
  await page.emulateMedia({ colorScheme: "light" });
  await Shell.open(page, site.url);
  expect(await backgrounds(page)).toEqual({ page: LIGHT, terminal: LIGHT });
  await page.emulateMedia({ colorScheme: "dark" });
  await expect.poll(() => backgrounds(page)).toEqual({ page: DARK, terminal: DARK });
  await page.emulateMedia({ colorScheme: "dark", contrast: "more" });
  await expect.poll(() => backgrounds(page)).toEqual({ page: BLACK, terminal: BLACK });
});

test("nobody who asks for the theme while it changes keeps the page from changing", async ({ page }) => {
  await Shell.open(page, site.url);
  await openSettings(page);
  await page.evaluate(() => {
    const button = (selector: string): HTMLButtonElement | null => document.querySelector(selector);
    const again = (): void => {
      button("dialog.settings button[value=close]")?.click();
      button("#settings")?.click(); // it shows what the theme is
      setTimeout(again);
    };
    again();
  });
  for (const colorScheme of Array.from({ length: 10 }, () => ["dark", "light"] as const).flat()) {
    await page.emulateMedia({ colorScheme });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
  }
});

test("before a script has run the page has the system's colours", async ({ browser }) => {
  const page = await browser.newPage({ javaScriptEnabled: false, colorScheme: "light" });
  await page.goto(site.url);
  await expect(page.locator("body")).toHaveCSS("background-color", LIGHT);
  await page.context().close();
});

test("colours of one's own change all open sessions, a mistake in them changes nothing and is told", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await page.keyboard.press("Alt+Shift+n");
  await shell.ready();
  const settings = await openSettings(page);
  const text = settings.getByLabel("The terminal's own colours");
  await text.fill('{"backgroun": "#fdf6e3"}');
  await settings.getByRole("button", { name: "Use these colours" }).click();
  await expect(settings.getByRole("alert").filter({ hasText: "There is no colour “backgroun”" })).toBeVisible();
  await text.fill('{"background": "#fdf6e3", "foreground": "#586e75"}');
  await settings.getByRole("button", { name: "Use these colours" }).click();
  await expect(settings.getByRole("alert").filter({ hasText: "colour" })).toHaveCount(0);
  await closeSettings(shell);
  const { page: around } = await backgrounds(page);
  for (const key of ["Alt+1", "Alt+2"]) {
    await page.keyboard.press(key);
    expect(await backgrounds(page)).toEqual({ page: around, terminal: "rgb(253, 246, 227)" });
  }
  await shell.visit(site.url);
  await shell.ready();
  expect((await backgrounds(page)).terminal).toBe("rgb(253, 246, 227)");
  const again = await openSettings(page);
  await again.getByRole("button", { name: "Use the theme's" }).click();
  await closeSettings(shell);
  expect((await backgrounds(page)).terminal).toBe(around);
});

test("text, cursor, scrollback and bell are set for open sessions, and kept", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  const before = await rowHeight(page);
  const columns = Number(await shell.run("import os; os.get_terminal_size().columns"));
  const settings = await openSettings(page);
  await settings.getByLabel("Size of the text").fill("100");
  await settings.getByLabel("Size of the text").blur();
  await expect(settings.getByRole("alert").filter({ hasText: "The size is not an integer from 8 to 40" })).toBeVisible();
  await settings.getByLabel("Size of the text").fill("28");
  await settings.getByLabel("Fonts that this computer has").fill("DejaVu Sans Mono");
  await settings.getByLabel("Cursor", { exact: true }).selectOption("Bar");
  await settings.getByLabel("The bell is").selectOption("A frame");
  await settings.getByLabel("Lines that are kept").fill("1000");
  await settings.getByLabel("Lines that are kept").blur();
  await closeSettings(shell);
  const check = async (): Promise<void> => {
    expect(await rowHeight(page)).toBeGreaterThan(1.8 * before);
    await expect(page.locator(".session:not([hidden]) .xterm-cursor-bar")).toHaveCount(1);
    expect(Number(await shell.run("import os; os.get_terminal_size().columns"))).toBeLessThan(0.6 * columns);
    await shell.begin("print('\\a')");
    await expect(page.locator(".screen.bell")).toHaveCount(1);
    await shell.ready();
    await expect(page.locator(".screen.bell")).toHaveCount(0);
    for (const lines of [500, 3000]) await shell.run(`print(*range(${lines}), sep="\\n")`);
    for (let pages = 0; pages < 60; pages += 1) await page.keyboard.press("Shift+PageUp");
    await expect(page.locator(".cut-notice")).toHaveText(/the last 1,000 are kept/);
    await page.keyboard.press("Control+l");
  };
  await check();
  await shell.visit(site.url);
  await shell.ready();
  await check();
  await page.emulateMedia({ reducedMotion: "reduce" });
  const again = await openSettings(page);
  await again.getByLabel("The cursor blinks").check();
  await closeSettings(shell);
  const blinks = page.locator(".session:not([hidden]) .xterm-cursor-blink");
  await expect(page.locator(".session:not([hidden]) .xterm-cursor")).toHaveCount(1);
  await expect(blinks).toHaveCount(0);
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await expect(blinks).toHaveCount(1);
  expect(shell.watch.errors).toEqual([]);
});
