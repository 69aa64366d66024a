/** A host that breaks off, cuts short, spoils or refuses what it is asked for, once or always. */
import { expect, test, type Page } from "@playwright/test";
import type { Fault } from "./support/faults.ts";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

let site: StaticSite;

test.beforeEach(async () => {
  site = await StaticSite.start();
});
test.afterEach(() => site.close());

async function visit(page: Page): Promise<Shell> {
  const shell = new Shell(page);
  await shell.visit(site.url);
  return shell;
}

const requests = (part: string): number => site.requested.filter((path) => path.includes(part)).length;

const FAULTS: readonly Fault[] = ["broken off", "cut short", "spoilt", "refused"];

for (const fault of FAULTS) {
  test(`files that are ${fault} once are fetched again, and nobody hears of it`, async ({ page }) => {
    const assets = ["decoder", "worker", "wasm", "snapshot", "library"].map((name) => `/image/${name}-`);
    for (const asset of assets) site.fail(asset, fault, { times: 1 });
    const shell = await visit(page);
    expect((await shell.ready()).text).toMatch(/^Python 3\.[^\n]+\nReady to use: [^\n]+\n>>>$/);
    expect(await shell.run("import sqlite3; 6 * 7")).toBe("42");
    expect(assets.map(requests)).toEqual([2, 2, 2, 2, 2]);
  });
}

for (const asset of ["decoder", "worker", "wasm"]) {
  test(`a ${asset} that always breaks off is named, and Restart tries again`, async ({ page }) => {
    site.fail(`/image/${asset}-`, "broken off");
    const shell = await visit(page);
    const { text } = await shell.until(/Python did not start\. Press Restart to try again, or reload the page\.$/, { status: "stopped" });
    expect(text).toMatch(new RegExp(`^${asset}-\\w+\\.bin: it cannot be fetched$`, "m"));
    site.heal();
    await page.getByRole("button", { name: "Restart" }).click();
    await shell.ready();
    expect(await shell.run("import sqlite3; 6 * 7")).toBe("42");
  });
}

test("a host that is back after a moment is asked again, without anybody's doing", async ({ page }) => {
  site.fail("/image/wasm-", "broken off", { times: 2 });
  const shell = await visit(page);
  const { text } = await shell.ready();
  expect(text).toMatch(/^wasm-\w+\.bin: it cannot be fetched\nPython 3\./);
  expect(requests("/image/wasm-")).toBe(3);
});

test("a complaint takes the line in which one read how far it had come", async ({ page }) => {
  let fail = (): void => undefined;
  const failing = new Promise<void>((resolve) => (fail = resolve));
  await page.route("**/image/wasm-*", (route) => failing.then(() => route.abort()), { times: 2 });
  const shell = await visit(page);
  await shell.until(/^Fetching Python: \d+\.\d of \d+\.\d MB$/, { status: "starting" });
  fail();
  expect((await shell.ready()).text).toMatch(/^wasm-\w+\.bin: it cannot be fetched\nPython 3\./);
});

test("a library that always breaks off is named, and Restart tries again", async ({ page }) => {
  site.fail("/image/library-", "broken off");
  const shell = await visit(page);
  await shell.until(/Modules that are not loaded yet are missing\. library-\w+\.bin: it cannot be fetched\. Restart tries again\.\n>>>$/);
  expect(await shell.run("import sqlite3")).toMatch(/ModuleNotFoundError: No module named '_?sqlite3'$/);
  site.heal();
  await page.getByRole("button", { name: "Restart" }).click();
  await shell.until(/Restarted: [^]*>>>$/, { status: "ready" });
  expect(await shell.run("import sqlite3; 6 * 7")).toBe("42");
});

test("without the snapshot and the library Python does not start; Restart tries again", async ({ page }) => {
  for (const asset of ["snapshot", "library"]) site.fail(`/image/${asset}-`, "broken off");
  const shell = await visit(page);
  await shell.until(/Python cannot start without the image's library\.\nPython did not start\. Press Restart to try again, or reload the page\.$/, { status: "stopped" });
  site.heal();
  await page.getByRole("button", { name: "Restart" }).click();
  await shell.ready();
  expect(await shell.run("import sqlite3; 6 * 7")).toBe("42");
});

test("what stalls in the middle, whichever file, is waited for", async ({ page }) => {
  const assets = ["decoder", "worker", "wasm", "snapshot"];
  const goOn = assets.map((asset) => site.hold(`/image/${asset}-`, 0.5, 0.75));
  const shell = await visit(page);
  for (const send of goOn) send(); // the terminal is there, and shows it
  await shell.until(/^Fetching Python: \d+\.\d of \d+\.\d MB$/, { status: "starting" });
  for (const send of goOn) send();
  expect((await shell.ready()).text).toMatch(/^Python 3\./);
  expect(assets.map((asset) => requests(`/image/${asset}-`))).toEqual([1, 1, 1, 1]);
});

test("without its first script the page says to reload it, and that helps", async ({ page }) => {
  site.fail("/assets/index-", "broken off");
  await page.goto(site.url);
  await expect(page.getByText("If it stays so, reload it")).toBeVisible();
  site.heal();
  await page.reload();
  await expect(page.locator(".xterm")).toBeVisible();
});

for (const fault of ["broken off", "refused"] as const) {
  test(`without its next script, which is ${fault}, the page says to reload it, and that helps`, async ({ page }) => {
    site.fail("/assets/shell-", fault);
    await page.goto(site.url);
    await expect(page.getByText("A part of the page did not come")).toBeVisible();
    site.heal();
    await page.reload();
    await expect(page.locator(".xterm")).toBeVisible();
    await expect(page.getByText("A part of the page did not come")).toBeHidden();
  });

  test(`without its style sheet, which is ${fault}, the page works`, async ({ page }) => {
    site.fail(".css", fault);
    const shell = await visit(page);
    await shell.ready();
    expect(await shell.run("6 * 7")).toBe("42");
  });
}
