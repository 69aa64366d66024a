/** What the browser stores of the site: whole or not at all, with room and without, until it is erased. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { answerConsent } from "./support/consent.ts";
import { activeWorker, untilKept } from "./support/kept.ts";
import { Profile } from "./support/profile.ts";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

const settings = (page: Page) => page.getByRole("dialog", { name: "Settings" });

async function openSettings(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(settings(page)).toBeVisible();
}

async function closeSettings(shell: Shell): Promise<void> {
  await settings(shell.page).getByRole("button", { name: "Close", exact: true }).click();
  await shell.focused();
}

test("a download that broke off goes on at the next visit, where it was", async ({ page }) => {
  const site = await StaticSite.start({ offline: true });
  site.fail("/image/decoder", "broken off", { skip: 1 }); // the page's own is whole
  const shell = await Shell.open(page, site.url);
  await openSettings(page);
  await expect(settings(page)).toContainText("A copy of the site could not be kept", { timeout: 30_000 });
  expect(await activeWorker(page)).toBe("none");
  await closeSettings(shell);
  expect(await shell.run("6 * 7")).toBe("42");

  site.heal();
  site.requested.length = 0;
  await shell.visit(site.url);
  await untilKept(page);
  const requests = (part: string): number => site.requested.filter((path) => path.includes(part)).length;
  expect({ wasm: requests("/image/wasm"), decoder: requests("/image/decoder"), panel: requests("/assets/panel") }).toEqual({ wasm: 1, decoder: 2, panel: 0 });
  await openSettings(page);
  await expect(settings(page)).toContainText("it starts without a network");
  await site.close();
});

test("without room the page works as long as there is a network, and says so", async ({ page, context }) => {
  const site = await StaticSite.start({ offline: true });
  const session = await context.newCDPSession(page);
  await session.send("Storage.overrideQuotaForOrigin", { origin: site.origin, quotaSize: 2_000_000 });
  const shell = await Shell.open(page, site.url);
  await openSettings(page);
  await expect(settings(page)).toContainText("there is no room", { timeout: 30_000 });
  await closeSettings(shell);
  expect(await shell.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  await shell.visit(site.url);
  await shell.ready();
  expect(shell.watch.errors).toEqual([]);
  await site.close();
});

test("where storage is denied, the page works all the same", async () => {
  const site = await StaticSite.start({ offline: true, isolate: false });
  const profile = await Profile.create();
  await mkdir(join(profile.folder, "Default"));
  await writeFile(join(profile.folder, "Default", "Preferences"), JSON.stringify({ profile: { default_content_setting_values: { cookies: 2 } } }));
  const shell = await Shell.open(await profile.open(), site.url);
  expect(await shell.joined()).toContain("This page is not isolated");
  expect(await shell.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  await openSettings(shell.page);
  await expect(settings(shell.page)).toContainText("This browser keeps no copy of the site here");
  await profile.remove();
  await site.close();
});

test("a copy that has become broken is fetched again, and repaired", async ({ page }) => {
  const site = await StaticSite.start({ offline: true });
  const shell = await Shell.open(page, site.url);
  await untilKept(page);
  await page.evaluate(async () => {
    const name = (await caches.keys()).find((key) => key.includes(" files ")) ?? "";
    const cache = await caches.open(name);
    const snapshot = (await cache.keys()).find(({ url }) => url.includes("/image/snapshot"));
    if (snapshot !== undefined) await cache.put(snapshot, new Response("broken"));
  });
  site.requested.length = 0;
  await shell.visit(site.url);
  expect((await shell.ready()).text).not.toContain("SHA-256");
  expect(site.requested.filter((path) => path.includes("/image/"))).toEqual([expect.stringContaining("snapshot")]);
  await site.end();
  await shell.visit(site.url);
  expect((await shell.ready()).text).not.toContain("snapshot");
  await site.close();
});

test("the site's own settings hold without a network, too", async ({ page }) => {
  const site = await StaticSite.start({ offline: true, clouds: [], files: { "day.json": '{"title": "Day one", "only": ["api.example.com"]}' } });
  const url = `${site.url}?preset=day.json`;
  const shell = await Shell.open(page, url);
  await untilKept(page);
  await site.end();
  await shell.visit(url);
  await shell.ready();
  await openSettings(page);
  await expect(settings(page)).toContainText(`Requests go through ${site.proxy?.url}/, as this site says.`);
  await closeSettings(shell);
  await page.getByRole("button", { name: "Access" }).click();
  await expect(page.getByRole("dialog")).toContainText("The preset “Day one” lets requests go to api.example.com only.");
  await site.close();
});

test("one button erases everything that this site stored, and nothing of others", async ({ page }) => {
  const site = await StaticSite.start({ offline: true, clouds: [{ host: "127.0.0.1", port: 9 }] });
  const shell = await Shell.open(page, site.url);
  await page.evaluate(async () => {
    localStorage.setItem("other", "kept");
    await (await caches.open("other")).put("/other", new Response("kept"));
  });
  await shell.run("kept = 'a statement'");
  await shell.begin("import requests; requests.get('http://127.0.0.1:9/')");
  await answerConsent(page, "Allow");
  await shell.ready();
  await untilKept(page);
  await page.waitForFunction(() => Object.keys(localStorage).length > 1);
  await openSettings(page);
  await settings(page).getByRole("button", { name: "Erase everything that this site stored" }).click();
  await expect(settings(page)).toContainText("Everything is erased.");
  await closeSettings(shell);
  const stored = (): Promise<unknown> =>
    page.evaluate(async () => ({
      local: { ...localStorage },
      caches: await caches.keys(),
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      databases: (await indexedDB.databases()).length,
    }));
  expect(await stored()).toEqual({ local: { other: "kept" }, caches: ["other"], workers: 0, databases: 0 });
  await page.getByRole("button", { name: "Access" }).click();
  await expect(page.getByRole("dialog")).toContainText("Nothing yet");
  await page.keyboard.press("Escape");
  await shell.focused();
  expect(await shell.run("kept")).toBe("'a statement'");
  await site.close();
});

test("what is being fetched while everything is erased does not stay either", async ({ page }) => {
  const site = await StaticSite.start({ offline: true });
  const shell = await Shell.open(page, site.url);
  await shell.run("import sqlite3"); // the page has all that it wants itself
  const goOn = site.hold("/assets/panel", 0.5);
  await openSettings(page);
  await expect(settings(page)).toContainText("A copy of the site is being fetched", { timeout: 15_000 });
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length), { timeout: 15_000 }).toBeGreaterThan(0);
  await settings(page).getByRole("button", { name: "Erase everything that this site stored" }).click();
  await expect(settings(page)).toContainText("Everything is erased.");
  goOn();
  expect(await page.evaluate(async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length])).toEqual([[], 0]);
  await site.close();
});

test("whoever serves the site can have browsers keep it no longer", async ({ page }) => {
  const site = await StaticSite.start({ config: '{"relay": null}' });
  const shell = await Shell.open(page, site.url);
  await untilKept(page);
  site.config = '{"relay": null, "offline": false}';
  await shell.visit(site.url);
  await expect.poll(() => activeWorker(page), { timeout: 15_000 }).toBe("none");
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  await site.close();
});
