/** A phone: 360 pixels, fingers, and keyboards on glass that have no Ctrl. */
import { expect, test } from "@playwright/test";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

let site: StaticSite;

test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });
test.beforeAll(async () => {
  site = await StaticSite.start();
});
test.afterAll(() => site.close());

test("the bar is one row, which nothing moves, and nothing is wider than the page", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  const header = page.locator("header");
  const height = async (): Promise<number> => (await header.boundingBox())?.height ?? 0;
  const before = await height();
  expect(before).toBeLessThan(50);
  const rows = await shell.run("import os; os.get_terminal_size()");
  await shell.begin("input('?')");
  await shell.until(/\?$/, { status: "running" });
  expect(await height()).toBe(before);
  await shell.press("Enter");
  await shell.ready();
  await expect(page.getByRole("button", { name: "Tab" })).toBeVisible();
  expect(await shell.run("os.get_terminal_size()")).toBe(rows); // the keys came to a place that was kept for them
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  expect(shell.watch.errors).toEqual([]);
});

test("all of the bar's buttons are behind one, and the keyboard comes back from there", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  const menu = page.getByRole("button", { name: "Menu" });
  await expect(page.getByRole("button", { name: "Settings" })).toBeHidden();
  await menu.tap();
  await page.getByRole("button", { name: "Settings" }).tap();
  await expect(page.getByRole("dialog", { name: "Settings" })).toBeVisible();
  await expect(page.locator("#actions")).toBeHidden();
  await page.keyboard.press("Escape");
  await shell.focused();
  await menu.tap();
  await page.getByRole("button", { name: "New" }).tap();
  await expect(page.getByRole("tab")).toHaveCount(2);
  await shell.focused();
  await expect(page.locator("#actions")).toBeHidden();
  await shell.ready();
  expect(await shell.run("6 * 7")).toBe("42");
});

test("Ctrl, Tab, Esc and arrows do what they do on a keyboard, which does not go away", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  const tap = async (name: string): Promise<void> => {
    await page.getByRole("toolbar", { name: "Keys" }).getByRole("button", { name }).tap();
    await shell.focused();
  };
  await shell.run("first = 'of all'");
  await shell.run("second = 2");
  await tap("Up");
  await tap("Up");
  await shell.until(/>>> first = 'of all'$/);
  await tap("Down");
  await shell.until(/>>> second = 2$/);
  await tap("Left");
  await shell.insert("1");
  await shell.until(/>>> second = 12$/);
  await tap("Right");
  await shell.insert("3");
  await shell.until(/>>> second = 123$/);
  const ctrl = page.getByRole("button", { name: "Control" });
  await tap("Control");
  await expect(ctrl).toHaveAttribute("aria-pressed", "true");
  await shell.insert("u"); // erases what is before the cursor
  await shell.ready();
  await expect(ctrl).toHaveAttribute("aria-pressed", "false");
  await shell.insert("imp");
  await tap("Tab");
  await shell.until(/>>> import/);
  await tap("Control");
  await shell.insert("c");
  await shell.until(/KeyboardInterrupt\n>>>$/);
  await shell.begin("while True: pass");
  await page.keyboard.press("Enter");
  await shell.until(/./, { status: "running" });
  await tap("Control");
  await shell.insert("c");
  await shell.until(/KeyboardInterrupt\n>>>$/, { status: "ready" });
  await shell.insert("12");
  await tap("Escape"); // as Meta, which moves by words with the next key
  await shell.insert("b");
  await shell.insert("4");
  await shell.until(/>>> 412$/);
  expect(shell.watch.errors).toEqual([]);
});
