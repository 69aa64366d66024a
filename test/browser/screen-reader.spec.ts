/** What a screen reader gets: the output as text in the page's tree, what is new in a live region, and names for all that can be operated. */
import { expect, test } from "@playwright/test";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

let site: StaticSite;

test.beforeAll(async () => {
  site = await StaticSite.start();
});
test.afterAll(() => site.close());

test("the mode for screen readers holds for open sessions and later ones: output can be read, and what is new is said", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  // With keys: in this mode xterm leaves what input methods insert to the browser.
  const type = async (line: string): Promise<void> => {
    await page.keyboard.type(line);
    await page.keyboard.press("Enter");
  };
  const tree = page.locator(".session:not([hidden]) .xterm-accessibility");
  await expect(tree).toHaveCount(0); // it takes time with each line
  await page.getByRole("button", { name: "Settings" }).click();
  await page.getByLabel("For screen readers").check();
  await page.keyboard.press("Escape");
  await shell.focused();
  const said = tree.locator("[aria-live]");
  await type("print('spoken', 6 * 7)");
  await expect(said).toContainText("spoken 42");
  await expect(tree.getByRole("listitem").filter({ hasText: /^spoken 42\s*$/ })).toHaveCount(1);
  await page.keyboard.press("Alt+Shift+n");
  await shell.ready();
  await type("print('in the second', 1 + 1)");
  await expect(said).toContainText("in the second 2");
  await shell.visit(site.url);
  await shell.ready();
  await expect(tree).toHaveCount(1);
  expect(shell.watch.errors).toEqual([]);
});

test("Settings begin at their beginning, and every field has a name", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await Shell.open(page, site.url);
  await page.getByRole("button", { name: "Menu" }).click();
  await page.getByRole("button", { name: "Settings" }).click();
  const settings = page.getByRole("dialog", { name: "Settings" });
  await expect(settings.getByRole("button", { name: "Close", exact: true })).toBeFocused();
  expect(await settings.evaluate((dialog) => dialog.scrollTop)).toBe(0);
  const unnamed = await settings.locator("input, select, textarea, button").evaluateAll((fields) =>
    fields.filter((field) => (field as HTMLInputElement).labels?.length === 0 && field.textContent === "").length,
  );
  expect(unnamed).toBe(0);
});

test("where motion is to be reduced nothing glides", async ({ page }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await Shell.open(page, site.url);
  const moving = await page.evaluate(() => [...document.querySelectorAll("*")].filter((node) => parseFloat(getComputedStyle(node).transitionDuration) > 0).length);
  expect(moving).toBe(0);
});
