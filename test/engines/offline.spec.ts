/** From a plain static host: isolated after one reload, and without the host after one visit. */
import { expect } from "@playwright/test";
import { Prompt } from "../browser/support/prompt.ts";
import { StaticSite } from "../browser/support/static-site.ts";
import { inPage } from "../browser/support/tab.ts";
import { test } from "./support/fixtures.ts";

test("a plain host's page is isolated, and starts when the host is gone", async ({ tab, engine }) => {
  test.skip(engine === "Firefox", "its driver does not come back from the visit without the host");
  const site = await StaticSite.start({ isolate: false, offline: true });
  // Not by the driver, which would wait for a document that the page itself replaces; and what is asked meanwhile has no answer.
  await inPage(tab, (url) => void setTimeout(() => (location.href = url)), site.url);
  const isolated = (): Promise<boolean> => inPage(tab, () => crossOriginIsolated && document.querySelector(".xterm-helper-textarea") !== null).catch(() => false);
  await expect.poll(isolated, { timeout: 20_000 }).toBe(true);
  const active = (): Promise<string> => inPage(tab, async () => (await navigator.serviceWorker.getRegistration())?.active?.scriptURL.split("/").at(-1) ?? "none");
  await expect.poll(active, { timeout: 40_000 }).toBe("sw.js");
  await site.end();

  const prompt = await new Prompt(tab).open(site.url);
  expect(await inPage(tab, () => crossOriginIsolated)).toBe(true);
  expect(await prompt.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await prompt.run("import sqlite3, libcloud.dns.drivers.route53; 6 * 7")).toBe("42");
  await site.close();
});
