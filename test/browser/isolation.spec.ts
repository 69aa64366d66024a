/** Hosts that send no isolation headers: the page has them all the same, after one reload; others are left alone. */
import { expect, test, type Page } from "@playwright/test";
import { startEcho } from "../servers/raw.ts";
import { answerConsent } from "./support/consent.ts";
import { activeWorker, untilKept } from "./support/kept.ts";
import { PlainHost } from "./support/plain-host.ts";
import { dist } from "./support/project.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

/** Counts how often the page's document is loaded. */
function countLoads(page: Page, url: string): () => number {
  let loads = 0;
  page.on("request", (request) => void (loads += Number(request.isNavigationRequest() && request.frame() === page.mainFrame() && request.url().startsWith(url))));
  return () => loads;
}

test("one reload gives the page shared memory, and with it Ctrl-C for any code", async ({ page }) => {
  const site = await StaticSite.start({ isolate: false });
  const loads = countLoads(page, site.url);
  const shell = await Shell.open(page, `${site.url}?a=b#c`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(loads()).toBe(2);
  expect(page.url()).toBe(`${site.url}?a=b#c`);
  expect(await shell.joined()).not.toContain("not isolated");
  await shell.begin("print('busy'); exec('while True: pass')");
  await shell.until(/^busy$/m, { status: "running" });
  await shell.interrupt();
  await shell.ready();
  await page.reload();
  await shell.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(loads()).toBe(3);
  expect(shell.watch.errors).toEqual([]);
  await site.close();
});

test("a host that sends the headers is left alone", async ({ page }) => {
  const site = await StaticSite.start();
  const loads = countLoads(page, site.url);
  const shell = await Shell.open(page, site.url);
  expect(loads()).toBe(1);
  expect(await activeWorker(page)).toBe("none");
  expect(shell.watch.requests.filter((url) => /isolation|sw\.js/.test(url))).toEqual([]);
  await site.close();
});

test("where the worker is passed by, the page is reloaded once, and goes on without", async ({ page, context }) => {
  const site = await StaticSite.start({ isolate: false });
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.setBypassServiceWorker", { bypass: true });
  const loads = countLoads(page, site.url);
  const shell = await Shell.open(page, site.url);
  expect(await shell.joined()).toContain("This page is not isolated");
  expect(loads()).toBe(2);
  expect(await shell.run("import time; time.sleep(0.01); 6 * 7")).toBe("42");
  await shell.visit(site.url);
  await shell.ready();
  expect(loads()).toBe(4);
  await session.send("Network.setBypassServiceWorker", { bypass: false });
  await shell.visit(site.url);
  await shell.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await site.close();
});

test("a host whose other headers forbid it is not fought with", async ({ page }) => {
  const site = await StaticSite.start({ isolate: false, headers: { "Cross-Origin-Opener-Policy": "unsafe-none" } });
  const loads = countLoads(page, site.url);
  const shell = await Shell.open(page, site.url);
  expect(await shell.joined()).toContain("This page is not isolated");
  expect(loads()).toBe(2);
  await page.reload();
  await shell.until(/This page is not isolated[^]*>>>$/, { status: "ready" });
  expect(loads()).toBe(3);
  await site.close();
});

test("other sites of the origin are left alone, above, beside and below", async ({ page }) => {
  const host = await PlainHost.start();
  for (const folder of ["", "beside/", "repl-more/"]) await host.write(`${folder}index.html`, "<!doctype html><title>other</title>");
  const url = await host.deploy("repl", dist);
  await Shell.open(page, url);
  for (const folder of ["", "beside/", "repl-more/"]) {
    await page.goto(`${host.origin}/${folder}`);
    expect(await page.evaluate(() => [crossOriginIsolated, navigator.serviceWorker.controller])).toEqual([false, null]);
  }
  await host.close();
});

test("a site at the root does not touch those in its folders", async ({ page }) => {
  const site = await StaticSite.start({ isolate: false, offline: true, files: { "below/index.html": "<!doctype html><title>other</title>", "below/assets/a.js": "1" } });
  await Shell.open(page, site.url);
  await expect.poll(() => activeWorker(page), { timeout: 30_000 }).toBe("sw.js activated");
  await page.goto(`${site.url}below/index.html`);
  expect(await page.title()).toBe("other");
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(false);
  expect(await page.evaluate(async () => (await fetch("assets/a.js")).text())).toBe("1");
  await site.close();
});

test("at …/index.html the page is the same: isolated by one reload, kept, and there without a network", async ({ page }) => {
  const host = await PlainHost.start();
  const url = `${await host.deploy("some/folder", dist)}index.html`;
  const loads = countLoads(page, url);
  const shell = await Shell.open(page, `${url}?a=b#c`);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(loads()).toBe(2);
  expect(page.url()).toBe(`${url}?a=b#c`);
  await untilKept(page);
  await page.reload();
  await shell.ready();
  expect(loads()).toBe(3);
  expect(await page.evaluate(() => [crossOriginIsolated, navigator.serviceWorker.controller?.scriptURL])).toEqual([true, new URL("sw.js", url).href]);
  await host.end();
  await shell.visit(url);
  await shell.ready();
  expect(loads()).toBe(4);
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  expect(await shell.run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  await shell.visit(new URL(".", url).href); // kept once, for both addresses
  await shell.ready();
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
  await host.close();
});

/** In the page: where the browser looked for what is there, without asking the service worker; undefined where it asked. */
function sourcesOf(url: string): (string | undefined)[] {
  return performance.getEntriesByName(url).map((entry) => (entry as { readonly workerMatchedSourceType?: string }).workerMatchedSourceType || undefined);
}

for (const offline of [false, true]) {
  test(`a request to the proxy does not wait for the worker that ${offline ? "keeps the site" : "isolates the page"}`, async ({ page }) => {
    const cloud = await startEcho();
    const site = await StaticSite.start({ isolate: false, clouds: [cloud], offline });
    const shell = await Shell.open(page, site.url);
    if (offline) await untilKept(page);
    expect(await page.evaluate(() => navigator.serviceWorker.controller?.scriptURL)).toBe(`${site.url}${offline ? "sw.js" : "isolation.js"}`);
    await shell.begin(`import requests; requests.get("http://${authority(cloud)}/").status_code`);
    await answerConsent(page, "Allow");
    await shell.until(/^200$/m, { status: "ready" });
    const sources = await page.evaluate(sourcesOf, new URL(site.proxy?.url ?? "").href);
    expect(new Set(sources)).toEqual(new Set(["network"]));
    await site.close();
    await cloud.stop();
  });
}
