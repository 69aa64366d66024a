/** The proxy's address: from the site, from the person, from a link, which the person has to agree to. */
import { createServer } from "node:http";
import { expect, test, type Page } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { startProxy, type Proxy } from "../../proxy/node/index.ts";
import { answerConsent } from "./support/consent.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

let cloud: RunningServer;
let site: StaticSite;
let proxy: Proxy;
let ask: string;

test.beforeAll(async () => {
  cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
  site = await StaticSite.start();
  proxy = await startProxy({ port: 0, origins: [site.origin], allow: [authority(cloud)], graceMs: 0 });
  ask = `requests.get('http://${authority(cloud)}/').text`;
});
test.afterAll(() => Promise.all([site.close(), cloud.stop(), proxy.close()]));

const settings = (page: Page) => page.getByRole("dialog", { name: "Settings" });
const link = (page: Page) => page.getByRole("dialog", { name: "The link that opened this page" });

async function setProxy(page: Page, address: string): Promise<void> {
  await page.getByRole("button", { name: "Settings" }).click();
  await settings(page).getByLabel("Another address:").fill(address);
  await page.keyboard.press("Enter");
}

async function expectHello(shell: Shell): Promise<void> {
  await shell.begin(ask);
  await answerConsent(shell.page, "Allow");
  await shell.until(/^'hello'$/m);
  await shell.ready();
}

test("a request without a proxy says how to get one; the person names it, and the next request goes there", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await shell.run("import requests");
  await shell.run(ask);
  expect(await shell.joined()).toMatch(/This page has no proxy: start one \(the README says how\), and name its address under Settings, or in config\.json\./);
  await page.getByRole("button", { name: "Settings" }).click();
  await expect(settings(page)).toContainText("There is none");
  await page.keyboard.press("Escape");
  await setProxy(page, proxy.url);
  await expect(settings(page)).toContainText(`Requests go through ${proxy.url}/, as you said.`);
  await page.keyboard.press("Escape");
  await shell.focused();
  await expectHello(shell);
  await page.reload();
  await shell.ready();
  await shell.run("import requests");
  await expectHello(shell);
  await page.getByRole("button", { name: "Settings" }).click();
  await settings(page).getByRole("button", { name: "Do as the site says" }).click();
  await expect(settings(page)).toContainText("There is none");
  expect(await page.evaluate(() => localStorage.getItem("libcloud-repl.relay /"))).toBe(null);
});

for (const [address, sentence] of [
  ["proxy.example", "This is no address such as https://proxy.example/."],
  ["http://proxy.example/", "A proxy that is not on this machine needs an https:// address."],
  ["javascript:alert(1)", "A proxy that is not on this machine needs an https:// address."],
  ["https://me:secret@proxy.example/", "A password in the address would not be sent"],
] as const) {
  test(`${address} is refused as the proxy's address, and the reason told`, async ({ page }) => {
    await Shell.open(page, site.url);
    await setProxy(page, address);
    await expect(settings(page).getByRole("alert")).toContainText(sentence);
    await expect(settings(page)).toContainText("There is none");
  });
}

test("a link's proxy is used only when the person agrees, and for as long", async ({ page }) => {
  const shell = new Shell(page);
  const url = `${site.url}?relay=${encodeURIComponent(proxy.url)}`;
  await shell.visit(url);
  await expect(link(page)).toContainText(`${proxy.url}/`);
  await expect(link(page)).toContainText("It can read all that passes, credentials included.");
  await page.keyboard.press("Enter"); // the button that does nothing has the focus
  await shell.ready();
  await shell.focused();
  await shell.run("import requests");
  await shell.run(ask);
  expect(await shell.joined()).toContain("This page has no proxy");

  await shell.visit(url);
  await link(page).getByRole("button", { name: "Use it while this page is open" }).click();
  await shell.ready();
  await shell.focused();
  await shell.run("import requests");
  await expectHello(shell);

  await shell.visit(url);
  await link(page).getByRole("button", { name: "Always use it" }).click();
  await shell.visit(url);
  await shell.ready();
  await expect(link(page)).toBeHidden();
  await shell.run("import requests");
  await expectHello(shell);
});

test("an access key goes to the proxy that it came with, and not to the next", async ({ page }) => {
  const keys = [{ key: "a-key-for-the-workshop", expires: null }];
  const locked = await startProxy({ port: 0, origins: [site.origin], allow: [authority(cloud)], graceMs: 0, keys });
  const seen: (string | undefined)[] = [];
  const other = await listenOnLoopback(createServer((request, response) => {
    seen.push(request.headers["x-relay-key"]?.toString());
    response.setHeader("Access-Control-Allow-Origin", "*").setHeader("Access-Control-Allow-Headers", "*").end();
  }));
  const shell = new Shell(page);
  await shell.visit(`${site.url}?relay=${encodeURIComponent(locked.url)}#relay-key=${keys[0]?.key}`);
  await link(page).getByRole("button", { name: "Use it while this page is open" }).click();
  await shell.ready();
  await shell.focused();
  await shell.run("import requests");
  await expectHello(shell);
  await setProxy(page, `http://${authority(other)}/`);
  await page.keyboard.press("Escape");
  await shell.focused();
  await shell.begin(ask);
  await shell.ready();
  expect(seen.length).toBeGreaterThan(0);
  expect(seen.filter((key) => key !== undefined)).toEqual([]);
  await Promise.all([locked.close(), other.stop()]);
});

test("what is wrong with a link's proxy is said", async ({ page }) => {
  const shell = await Shell.open(page, `${site.url}?relay=http://proxy.example/`);
  expect(await shell.joined()).toContain("The proxy of this page's address is ignored. A proxy that is not on this machine needs an https:// address.");
});
