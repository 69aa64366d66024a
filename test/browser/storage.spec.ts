/** What the browser stores of the site: whole or not at all, with room and without, until it is erased. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { consentDialog } from "./support/consent.ts";
import { activeWorker, untilKept } from "./support/kept.ts";
import { PlainHost } from "./support/plain-host.ts";
import { Profile } from "./support/profile.ts";
import { dist } from "./support/project.ts";
import { buildSecondSite, SECOND } from "./support/second-site.ts";
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

/** All that a page can store, whoever has stored it. */
function stored(page: Page): Promise<unknown> {
  return page.evaluate(async () => {
    const files: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    return {
      local: Object.keys(localStorage).sort(),
      session: Object.keys(sessionStorage),
      cookies: document.cookie,
      caches: (await caches.keys()).sort(),
      workers: (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname).sort(),
      databases: (await indexedDB.databases()).length,
      files,
    };
  });
}

const NOTHING = { local: [], session: [], cookies: "", caches: [], workers: [], databases: 0, files: [] };
/** What versions before have called the same in all folders of an origin. */
const KINDS = ["allowed", "denied", "history", "keys", "look", "relay", "theme"].map((kind) => `libcloud-repl.${kind}`);

/** Has the page store something of each kind that there is. */
async function storeAll(shell: Shell): Promise<void> {
  const { page } = shell;
  await openSettings(page);
  await settings(page).getByLabel("Theme").selectOption("Dark");
  await settings(page).getByLabel("Size of the text").fill("20");
  await settings(page).getByLabel("Size of the text").blur();
  await settings(page).getByLabel("The terminal's own colours").fill('{"background": "#fdf6e3"}');
  await settings(page).getByRole("button", { name: "Use these colours" }).click();
  await settings(page).getByRole("button", { name: "Change the key for “Restart”" }).click();
  await page.keyboard.press("Alt+Shift+x");
  await settings(page).getByLabel("Another address:").fill("http://localhost:9/");
  await page.keyboard.press("Enter");
  await expect(settings(page)).toContainText("Requests go through http://localhost:9/, as you said.");
  await closeSettings(shell);
  await shell.run("import requests; kept = 'a statement'");
  for (const [url, answer] of [["http://127.0.0.1:9/", "Always allow"], ["http://localhost:9/", "Never this host"]] as const) {
    await shell.begin(`requests.get('${url}')`);
    await consentDialog(page).getByRole("button", { name: answer }).click();
    await shell.ready();
  }
  await untilKept(page);
}

async function eraseAll(page: Page): Promise<void> {
  await openSettings(page);
  await settings(page).getByRole("button", { name: "Erase everything that this site stored" }).click();
  await expect(settings(page)).toContainText("Everything is erased.");
}

test("one button erases everything that this site stored, of each kind, and nothing of others", async ({ page }) => {
  const site = await StaticSite.start({ offline: true, clouds: [{ host: "127.0.0.1", port: 9 }] });
  const shell = await Shell.open(page, site.url);
  await page.evaluate(async () => {
    localStorage.setItem("other", "kept");
    await (await caches.open("other")).put("/other", new Response("kept"));
  });
  await storeAll(shell);
  const { origin } = site;
  const own = { local: KINDS.map((name) => `${name} /`), caches: [`libcloud-repl files ${origin}/`, `libcloud-repl settings ${origin}/`], workers: ["/"] };
  await expect.poll(() => stored(page)).toEqual({ ...NOTHING, ...own, local: [...own.local, "other"], caches: [...own.caches, "other"] });

  await eraseAll(page);
  await expect(settings(page).getByLabel("Theme")).toHaveValue("auto");
  await expect(settings(page).getByLabel("Size of the text")).toHaveValue("14");
  await expect(settings(page).getByLabel("The terminal's own colours")).toHaveValue("");
  await expect(settings(page)).toContainText(`Requests go through ${site.proxy?.url}/, as this site says.`);
  await expect(settings(page).getByRole("button", { name: "Reset all keys" })).toBeDisabled();
  await closeSettings(shell);
  expect(await stored(page)).toEqual({ ...NOTHING, local: ["other"], caches: ["other"] });
  await page.getByRole("button", { name: "Access" }).click();
  await expect(page.getByRole("dialog")).toContainText("Nothing yet");
  await page.keyboard.press("Escape");
  await shell.focused();
  expect(await shell.run("kept")).toBe("'a statement'");
  await site.close();
});

test("two copies of the site on one origin do not see what the other stores, and each erases its own", async ({ page }) => {
  const [second, host] = await Promise.all([buildSecondSite(), PlainHost.start()]);
  const [one, two] = await Promise.all([host.deploy("one", dist), host.deploy("one-more", second.folder)]);
  const first = await Shell.open(page, one);
  await storeAll(first);
  const ofFirst = { local: KINDS.map((name) => `${name} /one/`), caches: [`libcloud-repl files ${one}`, `libcloud-repl settings ${one}`], workers: ["/one/"] };
  await expect.poll(() => stored(page)).toEqual({ ...NOTHING, ...ofFirst });

  const shell = await Shell.open(page, two);
  expect(await shell.screen()).toContain(SECOND);
  await shell.press("ArrowUp");
  await shell.insert("x");
  await shell.until(/>>> x$/); // there is no statement to go back to
  await shell.interrupt();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await page.getByRole("button", { name: "Access" }).click();
  await expect(page.getByRole("dialog")).toContainText("Nothing yet");
  await page.keyboard.press("Escape");
  await storeAll(shell);
  await eraseAll(page);
  expect(await stored(page)).toEqual({ ...NOTHING, ...ofFirst });

  await first.visit(one);
  await first.ready();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await first.press("ArrowUp");
  await first.until(/>>> requests\.get\('http:\/\/localhost:9\/'\)$/);
  await host.close();
  await second.remove();
});

test("what a version before has stored for all folders belongs to the first copy that is opened", async ({ page }) => {
  const host = await PlainHost.start();
  await host.write("index.html", "<!doctype html><title>other</title>");
  const [one, two] = await Promise.all([host.deploy("one", dist), host.deploy("two", dist)]);
  await page.goto(host.origin);
  await page.evaluate(() => {
    localStorage.setItem("libcloud-repl.history", JSON.stringify(["kept = 'a statement'"]));
    localStorage.setItem("libcloud-repl.theme", "dark");
    localStorage.setItem("libcloud-repl.look", '{"fontSize": 20}');
  });
  const shell = await Shell.open(page, one);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await shell.press("ArrowUp");
  await shell.until(/>>> kept = 'a statement'$/);
  expect(await stored(page)).toMatchObject({ local: ["history", "look", "theme"].map((kind) => `libcloud-repl.${kind} /one/`) });
  await shell.visit(two);
  await shell.ready();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  await shell.visit(one);
  await shell.ready();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await host.close();
});

test("what is being fetched while everything is erased does not stay either", async ({ page }) => {
  const site = await StaticSite.start({ offline: true });
  const shell = await Shell.open(page, site.url);
  await shell.run("import sqlite3"); // the page has all that it wants itself
  const goOn = site.hold("/assets/panel", 0.5);
  await openSettings(page);
  await expect(settings(page)).toContainText("A copy of the site is being fetched");
  await expect.poll(() => page.evaluate(async () => (await caches.keys()).length)).toBeGreaterThan(0);
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
  await expect.poll(() => activeWorker(page)).toBe("none");
  expect(await page.evaluate(() => caches.keys())).toEqual([]);
  await site.close();
});
