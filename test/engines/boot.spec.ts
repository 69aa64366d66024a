/** From an address to a prompt. */
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { startSite } from "../browser/support/site.ts";
import { StaticSite } from "../browser/support/static-site.ts";
import { inPage } from "../browser/support/tab.ts";
import type { Running } from "../../workers/local/start.ts";
import { test } from "./support/fixtures.ts";

let site: Running;

test.beforeAll(async () => {
  site = await startSite();
});
test.afterAll(() => site.close());

test("the page boots to a prompt, from the snapshot, with shared memory", async ({ tab }) => {
  const prompt = await new Prompt(tab).open(site.url);
  expect((await prompt.screen()).split("\n")).toEqual([
    expect.stringMatching(/^Python 3\.14\.\d+, libcloud 3\.9\.\d+, in this tab only\.$/),
    "Ready to use: libcloud, get_driver and Provider (compute); table(list), name?, %help and Tab help.",
    ">>>",
  ]);
  expect(await inPage(tab, () => [crossOriginIsolated, document.activeElement?.className])).toEqual([true, "xterm-helper-textarea"]);
  expect(await prompt.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await prompt.run("import sqlite3, decimal; 'a file of the library'")).toBe("'a file of the library'");
  expect(await prompt.run("import random, secrets; len({random.random() for _ in range(9)}), len(secrets.token_hex(4))")).toBe("(9, 8)");
  expect(tab.errors).toEqual([]);
});

test("on a host that sends no headers a service worker isolates the page", async ({ tab }) => {
  const host = await StaticSite.start({ isolate: false });
  await tab.goto(host.url);
  // The page is loaded twice; in between there is none to look into.
  await expect.poll(() => inPage(tab, () => crossOriginIsolated).catch(() => false), { timeout: 20_000 }).toBe(true);
  const prompt = new Prompt(tab);
  await prompt.ready();
  expect(await prompt.run("import time; time.sleep(0.01); 'slept'")).toBe("'slept'");
  await host.close();
});
