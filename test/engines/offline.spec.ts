/** From a plain static host: isolated after one reload, and without the host after one visit. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { StaticSite } from "../browser/support/static-site.ts";
import { inPage, type Tab } from "../browser/support/tab.ts";
import { clickButton } from "./support/buttons.ts";
import type { Browser } from "./support/engine.ts";
import { ENGINES, test } from "./support/fixtures.ts";
import { travel } from "./support/travel.ts";

let site: StaticSite;
/** Of browsers that are started one after the other, and the one that runs. */
let profile: string | null = null;
let browser: Browser | null = null;

test.beforeEach(async () => {
  site = await StaticSite.start({ isolate: false, offline: true });
});
test.afterEach(async () => {
  await browser?.close();
  if (profile !== null) await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  browser = profile = null;
  await site.close();
});

/** Visits the site until the browser keeps it; then the host ends. */
async function visitOnce(tab: Tab): Promise<void> {
  await travel(tab, site.url);
  const active = (): Promise<string> =>
    inPage(tab, async () => {
      const worker = (await navigator.serviceWorker.getRegistration())?.active;
      return worker == null ? "none" : `${worker.scriptURL.split("/").at(-1)} ${worker.state}`;
    });
  await expect.poll(active, { timeout: 40_000 }).toBe("sw.js activated");
  await site.end();
}

/** Everything but clouds works. */
async function expectWhole(tab: Tab): Promise<void> {
  await expect(fetch(site.url)).rejects.toThrow(); // the host is gone indeed
  const asked = site.requested.length;
  await travel(tab, site.url);
  const prompt = new Prompt(tab);
  await prompt.ready();
  await expectPython(prompt);
  await prompt.run("kept = 1");
  await clickButton(tab, "Restart");
  await prompt.until(/Restarted[^]*>>>$/, { status: "ready" });
  expect(await prompt.run("kept")).toMatch(/NameError: name 'kept' is not defined$/);
  await expectPython(prompt);
  expect(site.requested).toHaveLength(asked);
}

/** A driver that needs no network, and modules that no prompt has yet. */
async function expectPython(prompt: Prompt): Promise<void> {
  expect(await prompt.run("get_driver(Provider.DUMMY)(0).list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await prompt.run("import sqlite3, libcloud.dns.drivers.route53; 6 * 7")).toBe("42");
}

test("a plain host's page is isolated, and starts when the host is gone", async ({ tab }) => {
  await visitOnce(tab);
  await expectWhole(tab);
});

test("so it does in a browser that was started anew", async ({ engine, running }, info) => {
  const { keepsProfiles, launch } = ENGINES[engine];
  test.skip(running === null, `${engine} is not on this machine`);
  test.skip(!keepsProfiles, `a driver's ${engine} keeps nothing beyond its end`);
  profile = await mkdtemp(join(tmpdir(), "libcloud-repl-profile-"));
  browser = await launch(info.parallelIndex, profile);
  await visitOnce(await browser.newTab());
  await browser.close();
  browser = await launch(info.parallelIndex, profile);
  await expectWhole(await browser.newTab());
});
