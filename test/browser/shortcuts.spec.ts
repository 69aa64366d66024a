/** The page's own keys: listed, changed by pressing others, kept, and reset. */
import { expect, test, type Locator, type Page } from "@playwright/test";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

const STORED = "libcloud-repl.keys /";

let site: StaticSite;

test.beforeAll(async () => {
  site = await StaticSite.start();
});
test.afterAll(() => site.close());

const settings = (page: Page): Locator => page.getByRole("dialog", { name: "Settings" });
const row = (page: Page, name: string): Locator => settings(page).getByRole("listitem").filter({ hasText: name });
const keyOf = (page: Page, name: string): Locator => row(page, name).locator("output");
const change = (page: Page, name: string): Locator => settings(page).getByRole("button", { name: `Change the key for “${name}”` });
const reset = (page: Page, name: string): Locator => settings(page).getByRole("button", { name: `Reset the key for “${name}”` });
const searchBar = (page: Page): Locator => page.locator(".search-bar");

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(settings(page)).toBeVisible();
}

async function closeSettings(shell: Shell): Promise<void> {
  await shell.page.keyboard.press("Escape");
  await shell.focused();
}

async function expectSearchBy(shell: Shell, key: string): Promise<void> {
  await shell.press(key);
  await expect(searchBar(shell.page)).toBeVisible();
  await shell.press("Escape");
  await expect(searchBar(shell.page)).toBeHidden();
  await shell.focused();
}

test("a key that is changed holds at once and at the next visit, is told, and can be reset", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  const find = page.getByRole("button", { name: "Find" });
  await expect(find).toHaveAttribute("title", "Search the output (Ctrl-Shift-F)");
  await openSettings(page);
  await expect(keyOf(page, "Search the output")).toHaveText("Ctrl-Shift-F");
  await change(page, "Search the output").press("Enter");
  await page.keyboard.press("Alt+Shift+k");
  await expect(keyOf(page, "Search the output")).toHaveText("Alt-Shift-K");
  await expect(change(page, "Search the output")).toBeFocused();
  await closeSettings(shell);

  const check = async (): Promise<void> => {
    await expect(find).toHaveAttribute("title", "Search the output (Alt-Shift-K)");
    await expect(find).toHaveAttribute("aria-keyshortcuts", "Alt+Shift+K");
    await expectSearchBy(shell, "Alt+Shift+k");
    await shell.press("Control+Shift+f");
    expect(await shell.run("6 * 7")).toBe("42"); // the prompt has the keyboard, and nothing was typed there
    await expect(searchBar(page)).toBeHidden();
  };
  await check();
  await shell.visit(site.url);
  await shell.ready();
  await check();

  await openSettings(page);
  await reset(page, "Search the output").click();
  await expect(keyOf(page, "Search the output")).toHaveText("Ctrl-Shift-F");
  await expect(reset(page, "Search the output")).toBeHidden();
  await expect(change(page, "Search the output")).toBeFocused();
  await closeSettings(shell);
  await expectSearchBy(shell, "Control+Shift+f");
  expect(await page.evaluate((key) => localStorage.getItem(key), STORED)).toBe(null);
  expect(shell.watch.errors).toEqual([]);
});

test("what cannot be a key is refused with the reason, and another one can be pressed; Esc, a click and the focus elsewhere leave all as it was", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await openSettings(page);
  const requests = "Requests, and back";
  const status = row(page, requests).getByRole("status").last();
  await change(page, requests).click();
  await expect(status).toContainText("Esc cancels");
  for (const [keys, why] of [
    ["Alt+Shift+n", "Alt-Shift-N is the key for “New session”."],
    ["k", "K types a character"],
    ["Enter", "Enter is a key of Python's editor."],
    ["Tab", "Tab is a key of Python's editor."],
    ["Space", "Space is a key of Python's editor."],
    ["ArrowUp", "↑ moves in what you edit"],
    ["Control+e", "Ctrl-E is a key of Python's editor."],
    ["Control+t", "Ctrl-T is the browser's own"],
  ] as const) {
    await page.keyboard.press(keys);
    await expect(status).toContainText(why);
    await expect(change(page, requests)).toBeFocused();
  }
  await expect(keyOf(page, requests)).toHaveText("Alt-Shift-J");
  await page.keyboard.press("Escape");
  await expect(settings(page)).toBeVisible();
  await expect(status).toHaveText("");

  for (const leave of [() => change(page, requests).click(), () => settings(page).getByRole("button", { name: "Close", exact: true }).focus()]) {
    await change(page, requests).click();
    await expect(change(page, requests)).toHaveAttribute("aria-pressed", "true");
    await leave();
    await expect(change(page, requests)).toHaveAttribute("aria-pressed", "false");
    await page.keyboard.press("Alt+Shift+k");
  }
  await expect(keyOf(page, requests)).toHaveText("Alt-Shift-J");
  await change(page, requests).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("F8");
  await expect(keyOf(page, requests)).toHaveText("F8");
  await closeSettings(shell);
  await shell.press("F8");
  await expect(page.getByRole("button", { name: "Close the requests" })).toHaveAttribute("title", "Close the requests (F8)");
  await shell.press("F8");
  await shell.focused();
});

test("sessions and Restart follow their keys, and all are reset at once", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await openSettings(page);
  await expect(settings(page).getByRole("button", { name: "Reset all keys" })).toBeDisabled();
  await expect(keyOf(page, "Restart")).toHaveText("none");
  for (const [name, keys, label] of [
    ["Restart", "Alt+Shift+x", "Alt-Shift-X"],
    ["New session", "F9", "F9"],
    ["Session by its number", "Control+Shift+3", "Ctrl-Shift-1 to 9"],
  ] as const) {
    await change(page, name).click();
    await page.keyboard.press(keys);
    await expect(keyOf(page, name)).toHaveText(label);
  }
  await closeSettings(shell);
  await shell.run("mark = 'first'");
  await shell.press("Alt+Shift+x");
  await shell.until(/Restarted[^]*>>>$/, { status: "ready" });
  await shell.run("mark = 'restarted'");
  await shell.press("F9");
  await expect(page.getByRole("tab")).toHaveCount(2);
  await shell.ready();
  await shell.press("Control+Shift+1");
  expect(await shell.run("mark")).toBe("'restarted'");

  await openSettings(page);
  await settings(page).getByRole("button", { name: "Reset all keys" }).click();
  await expect(keyOf(page, "New session")).toHaveText("Alt-Shift-N");
  await expect(keyOf(page, "Restart")).toHaveText("none");
  await expect(settings(page).getByRole("button", { name: "Reset all keys" })).toBeDisabled();
  await closeSettings(shell);
  await shell.press("Alt+2");
  await expect(page.getByRole("tab").nth(1)).toHaveAttribute("aria-selected", "true");
});

test("what is stored and cannot be a key is the default", async ({ page }) => {
  await page.addInitScript((key) => localStorage.setItem(key, '{"find": "Ctrl-A", "save": "F8", "fly": "F9"}'), STORED);
  const shell = await Shell.open(page, site.url);
  await expect(page.getByRole("button", { name: "Save" })).toHaveAttribute("title", "Save all output as a text file (F8)");
  await expectSearchBy(shell, "Control+Shift+f");
});

test("on a phone the list is read without scrolling aside", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 640 });
  await Shell.open(page, site.url);
  await page.getByRole("button", { name: "Menu" }).click();
  await openSettings(page);
  await change(page, "Session by its number").click();
  await page.keyboard.press("Control+e");
  await expect(row(page, "Session by its number")).toContainText("is a key of Python's editor");
  const { scrollWidth, clientWidth } = await settings(page).evaluate((dialog) => ({ scrollWidth: dialog.scrollWidth, clientWidth: dialog.clientWidth }));
  expect(scrollWidth).toBe(clientWidth);
});
