/** A new deployment: pages that are open go on as they are, with all of their own files, until somebody wants the new version. */
import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { activeWorker, untilKept } from "./support/kept.ts";
import { PlainHost } from "./support/plain-host.ts";
import { dist } from "./support/project.ts";
import { buildSecondSite, SECOND } from "./support/second-site.ts";
import { Shell } from "./support/shell.ts";

const FIRST = "in this tab only.";

let second: Awaited<ReturnType<typeof buildSecondSite>>;
let host: PlainHost;
let url: string;

test.beforeAll(async () => {
  second = await buildSecondSite();
});
test.afterAll(() => second.remove());
test.beforeEach(async () => {
  host = await PlainHost.start();
  url = await host.deploy("repl", dist);
});
test.afterEach(() => host.close());

const newVersion = (page: Page) => page.getByRole("button", { name: "New version" });

async function kept(page: Page): Promise<Shell> {
  const shell = await Shell.open(page, url);
  await untilKept(page);
  return shell;
}

async function openDialog(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Access" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
}

/** How many files of each kind are kept. */
function keptFiles(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const names = (await caches.keys()).filter((name) => name.includes(" files "));
    const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
    return requests.flat().map((request) => new URL(request.url).pathname);
  });
}

test("an old page and a new deployment: no mix, no lost session, and the person chooses", async ({ page, context }) => {
  const old = await kept(page);
  await old.run("kept = 'a variable'");
  await host.deploy("repl", second.folder);

  const other = await Shell.open(await context.newPage(), url);
  expect(await other.screen()).toContain(FIRST);
  await expect(newVersion(other.page)).toBeVisible();
  await expect(newVersion(page)).toBeVisible();
  await newVersion(page).click();
  await page.getByRole("button", { name: "Later" }).click();
  await old.focused();
  expect(await old.run("kept")).toBe("'a variable'");

  await newVersion(other.page).click();
  const reloaded = other.page.waitForEvent("domcontentloaded");
  await other.page.getByRole("button", { name: "Reload" }).click();
  await reloaded;
  await other.until(new RegExp(SECOND));
  await other.ready();
  expect(await other.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");

  // The old page has what it has not fetched yet, although no server has it any more.
  await page.bringToFront();
  await openDialog(page);
  await page.getByRole("button", { name: "New", exact: true }).click();
  await expect(page.getByRole("tab")).toHaveCount(2);
  await old.ready();
  expect(await old.screen()).toContain(FIRST);
  await page.keyboard.press("Alt+1");
  expect(await old.run("kept")).toBe("'a variable'");
  expect(old.watch.errors).toEqual([]);
  expect(other.watch.errors).toEqual([]);

  // With the last old page its files go.
  const both = (await keptFiles(other.page)).length;
  await page.close();
  await other.page.reload();
  await other.ready();
  await expect.poll(async () => (await keptFiles(other.page)).length).toBeLessThan(both);
  await host.end();
  await other.page.reload();
  await other.until(new RegExp(SECOND));
  await other.ready();
  await openDialog(other.page);
});

test("who closes all pages has the new version at the next visit", async ({ page, context }) => {
  await kept(page);
  await host.deploy("repl", second.folder);
  await page.reload();
  await expect(newVersion(page)).toBeVisible();
  await page.close();
  const next = new Shell(await context.newPage());
  await expect(async () => {
    await next.visit(url);
    await next.ready();
    expect(await next.screen()).toContain(SECOND);
  }).toPass();
  await expect(newVersion(next.page)).toBeHidden();
});

test("a deployment that is not complete is not kept, and the old version goes on", async ({ page }) => {
  const mixed = join(await mkdtemp(join(tmpdir(), "libcloud-repl-mixed-")), "site");
  await cp(second.folder, mixed, { recursive: true });
  await cp(join(dist, "index.html"), join(mixed, "index.html"));
  const shell = await kept(page);
  await host.deploy("repl", mixed);
  const failed = page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration?.update();
    const worker = registration?.installing;
    return new Promise((resolve) => worker?.addEventListener("statechange", () => resolve(worker.state)));
  });
  expect(await failed).toBe("redundant");
  expect(await activeWorker(page)).toBe("sw.js activated");
  await page.reload();
  await shell.until(new RegExp(FIRST));
  await shell.ready();
  await expect(newVersion(page)).toBeHidden();
  await host.deploy("repl", second.folder);
  await page.reload();
  await expect(newVersion(page)).toBeVisible();
  await rm(join(mixed, ".."), { recursive: true });
});
