/** The status bar says, in words, whether the proxy can be used. */
import { createServer } from "node:http";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { startProxy } from "../../proxy/node/index.ts";
import { listenOnLoopback } from "../servers/listener.ts";
import { answerConsent } from "./support/consent.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

/** What a screen reader is told of when it changes. */
const light = (page: Page): Locator => page.getByRole("status").and(page.locator("#proxy"));

test("it follows a proxy that goes and comes back, which requests find out", async ({ page }) => {
  const cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
  const site = await StaticSite.start({ clouds: [cloud] });
  const shell = await Shell.open(page, site.url);
  await expect(light(page)).toHaveText("Proxy ready");
  const { url = "", port = 0 } = site.proxy ?? {};
  await expect(light(page).getByRole("button")).toHaveAttribute("title", new RegExp(`^The proxy at ${url}, version [\\d.]+, carries requests`));
  await site.proxy?.close();
  await shell.begin(`import requests; requests.get('http://${authority(cloud)}/')`);
  await answerConsent(page, "Allow");
  await expect(light(page)).toHaveText("Proxy unreachable");
  await shell.ready();
  const again = await startProxy({ port, origins: [site.origin], allow: [authority(cloud)], graceMs: 0 });
  expect(await shell.run(`requests.get('http://${authority(cloud)}/').text`)).toBe("'hello'");
  await expect(light(page)).toHaveText("Proxy ready");
  await Promise.all([site.close(), again.close(), cloud.stop()]);
});

test("a click, or a key, asks the proxy again, and the prompt has the keyboard", async ({ page }) => {
  const site = await StaticSite.start({ clouds: [] });
  await page.route(`${site.proxy?.url}/`, (route) => route.abort(), { times: 1 });
  await Shell.open(page, site.url);
  await expect(light(page)).toHaveText("Proxy unreachable");
  await light(page).getByRole("button").press("Enter");
  await expect(light(page)).toHaveText("Proxy ready");
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await site.close();
});

test("what answers in the place of a proxy is told apart, and does not reach the page", async ({ page }) => {
  const other = await listenOnLoopback(
    createServer((_, response) => response.writeHead(200, { "Access-Control-Allow-Origin": "*" }).end(JSON.stringify({ name: "libcloud-repl-relay", protocol: 99, version: "<b>evil</b>" }))),
  );
  const site = await StaticSite.start({ config: JSON.stringify({ relay: `http://${authority(other)}/` }) });
  const shell = await Shell.open(page, site.url);
  await expect(light(page)).toHaveText("Proxy has a wrong version");
  expect(await light(page).innerHTML()).not.toContain("evil");
  expect(shell.watch.errors).toEqual([]);
  await Promise.all([site.close(), other.stop()]);
});

test("without a proxy there is no light", async ({ page }) => {
  const site = await StaticSite.start();
  const shell = await Shell.open(page, site.url);
  await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("extras"))); // comes at the same time
  expect(await shell.run("6 * 7")).toBe("42");
  await expect(light(page)).toBeHidden();
  await site.close();
});

test("on a phone all buttons can be reached, most of them in the menu", async ({ page }) => {
  const site = await StaticSite.start({ clouds: [] });
  await page.setViewportSize({ width: 360, height: 740 });
  await Shell.open(page, site.url);
  await expect(light(page)).toHaveText("Proxy ready");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.getByRole("button", { name: "Menu" }).click();
  const buttons = await page.locator("header button").all();
  expect(buttons.length).toBeGreaterThan(7);
  for (const button of buttons) await expect(button).toBeInViewport({ ratio: 1 });
  await site.close();
});
