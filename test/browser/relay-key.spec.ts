/** A proxy that wants a key, and one that has had enough: the page sends the one, and tells of the other. */
import { createServer } from "node:http";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { startProxy } from "../../proxy/node/index.ts";
import { listenOnLoopback } from "../servers/listener.ts";
import { answerConsent } from "./support/consent.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

const KEY = "a-key-for-the-workshop";
const EXPIRED = "a-key-of-last-year";
/** However the terminal wraps it. */
const sentence = (pattern: string): RegExp => new RegExp(pattern.replaceAll(" ", " ?"));
const WANTED = /^The proxy at http:\/\/127\.0\.0\.1:\d+ wants an access key\.$/;
const REFUSED = /^The proxy at http:\/\/127\.0\.0\.1:\d+ does not take the access key that it was given\./;

const question = (page: Page, name: RegExp): Locator => page.getByRole("dialog", { name });
const light = (page: Page): Locator => page.locator("#proxy");
const everythingKept = (page: Page): Promise<string> =>
  page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, location.href, document.documentElement.outerHTML]));

test("the key comes by the address, leaves it at once, and is nowhere else", async ({ page }) => {
  const cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
  const keys = [{ key: KEY, expires: null }, { key: EXPIRED, expires: new Date(0) }];
  const site = await StaticSite.start({ clouds: [cloud], proxy: { keys } });
  const shell = await Shell.open(page, `${site.url}?theme=dark#relay-key=${EXPIRED}&other=1`);
  expect(page.url()).toBe(`${site.url}?theme=dark#other=1`);
  await shell.run("import requests");
  const ask = `requests.get('http://${authority(cloud)}/').text`;
  await shell.begin(ask);
  await answerConsent(page, "Allow");
  await expect(question(page, REFUSED)).toBeVisible();
  await shell.press("Escape");
  await shell.ready();
  expect(await shell.joined()).toMatch(sentence("The access key of this proxy has expired: ask whoever runs the proxy for a new one."));

  await page.evaluate(() => void (location.hash = "#relay-key=not-the-right-one"));
  await expect.poll(() => page.url()).toBe(`${site.url}?theme=dark`);
  await shell.begin(ask);
  await expect(question(page, REFUSED)).toBeVisible();
  await shell.press("Escape");
  await shell.ready();
  expect(await shell.joined()).toMatch(sentence("This proxy does not know the access key"));

  await page.evaluate((key) => void (location.hash = `#relay-key=${key}`), KEY);
  await expect.poll(() => page.url()).toBe(`${site.url}?theme=dark`);
  expect(await shell.run(ask)).toBe("'hello'");
  expect(await everythingKept(page)).not.toContain(KEY);
  await Promise.all([site.close(), cloud.stop()]);
});

test("a request waits for the key, and goes on with the right one, once and whole", async ({ page }) => {
  const visits: string[] = [];
  const cloud = await listenOnLoopback(
    createServer((request, response) => {
      let size = 0;
      request.on("data", (piece: Buffer) => (size += piece.length)).on("end", () => response.end(`${visits.push(request.method ?? "")} ${size}`));
    }),
  );
  const site = await StaticSite.start({ clouds: [cloud], proxy: { keys: [{ key: KEY, expires: null }] } });
  const shell = await Shell.open(page, site.url);
  await expect(light(page)).toHaveText("Proxy needs a key");
  // The program waits for half a second at most, but not for a person.
  await shell.begin(`import requests; requests.post('http://${authority(cloud)}/', data=b'x' * 3_000_000, timeout=(0.5, 30)).text`);
  await answerConsent(page, "Allow");
  await expect(question(page, WANTED)).toBeVisible();
  const field = question(page, WANTED).getByRole("textbox", { name: "Access key" });
  await expect(field).toBeFocused();
  await expect(field).toHaveCSS("-webkit-text-security", "disc");
  await page.keyboard.type("too short");
  await page.keyboard.press("Enter");
  await expect(question(page, WANTED)).toBeVisible();
  await field.fill("a-key-that-is-wrong");
  await page.keyboard.press("Enter");
  await expect(question(page, REFUSED)).toBeVisible();
  await expect(light(page)).toHaveText("Proxy needs a key");
  await page.keyboard.type(` ${KEY} `);
  await page.keyboard.press("Enter");
  await shell.until(/\n'1 3000000'\n>>>$/, { status: "ready" });
  expect(visits).toEqual(["POST"]);
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await expect(light(page)).toHaveText("Proxy ready");
  expect(await everythingKept(page)).not.toContain(KEY);
  await page.reload();
  await expect(light(page)).toHaveText("Proxy needs a key");
  await Promise.all([site.close(), cloud.stop()]);
});

test("who has no key is asked once a statement, and Python learns how to give one", async ({ page }) => {
  const site = await StaticSite.start({ clouds: [], proxy: { keys: [{ key: KEY, expires: null }] } });
  const shell = await Shell.open(page, site.url);
  await expect(light(page)).toHaveText("Proxy needs a key");
  await shell.run("import requests");
  await shell.beginProgram(`
    for attempt in range(3):
        try: requests.get('http://127.0.0.1:9/')
        except requests.ConnectionError as error: print(attempt, '#relay-key=KEY to the address' in str(error))
  `);
  await answerConsent(page, "Allow");
  await question(page, WANTED).getByRole("button", { name: "Cancel" }).click();
  await shell.until(/\n0 True\n1 True\n2 True\n>>>$/, { status: "ready" });
  await shell.begin("requests.get('http://127.0.0.1:9/')");
  await expect(question(page, WANTED)).toBeVisible();
  await shell.press("Control+c");
  await shell.until(/^KeyboardInterrupt\n>>>$/m, { status: "ready" });
  await expect(question(page, WANTED)).toHaveCount(0);
  await site.close();
});

test("a proxy that has forgotten the key gets another one in mid-session", async ({ page }) => {
  const cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
  const site = await StaticSite.start({ clouds: [cloud], proxy: { keys: [{ key: KEY, expires: null }] } });
  const shell = await Shell.open(page, `${site.url}#relay-key=${KEY}`);
  const ask = `requests.get('http://${authority(cloud)}/').text`;
  await shell.begin(`import requests; ${ask}`);
  await answerConsent(page, "Allow");
  await shell.until(/\n'hello'\n>>>$/, { status: "ready" });
  await site.proxy?.close();
  const other = "another-key-for-the-workshop";
  const again = await startProxy({ port: site.proxy?.port ?? 0, origins: [site.origin], allow: [authority(cloud)], keys: [{ key: other, expires: null }], graceMs: 0 });
  await shell.begin(ask);
  await question(page, REFUSED).getByRole("textbox").fill(other);
  await question(page, REFUSED).getByRole("button", { name: "Use this key" }).click();
  await shell.until(/\n'hello'\n>>>$/, { status: "ready" });
  await Promise.all([site.close(), again.close(), cloud.stop()]);
});

test("the light asks for the key before any request does, by keys alone", async ({ page }) => {
  const site = await StaticSite.start({ clouds: [], proxy: { keys: [{ key: KEY, expires: null }] } });
  await Shell.open(page, site.url);
  await light(page).getByRole("button", { name: "Proxy needs a key" }).press("Enter");
  await expect(question(page, WANTED)).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await expect(light(page)).toHaveText("Proxy needs a key");
  await light(page).getByRole("button").press("Enter");
  await expect(question(page, WANTED).getByRole("textbox")).toBeFocused();
  await page.keyboard.type(KEY);
  await page.keyboard.press("Enter");
  await expect(light(page)).toHaveText("Proxy ready");
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  await site.close();
});

/** At a proxy that takes one request a minute. */
async function oneRequestMade(page: Page): Promise<{ readonly shell: Shell; readonly site: StaticSite; readonly ask: string; close(): Promise<unknown> }> {
  const cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
  const site = await StaticSite.start({ clouds: [cloud], proxy: { limits: { perMinute: 1 } } });
  const shell = await Shell.open(page, site.url);
  const ask = `requests.get('http://${authority(cloud)}/').text`;
  await shell.run("import requests");
  await shell.begin(ask);
  await answerConsent(page, "Allow");
  await shell.ready();
  return { shell, site, ask, close: () => Promise.all([site.close(), cloud.stop()]) };
}

test("Python learns when to try again over a socket, too", async ({ page }) => {
  const opened: string[] = [];
  page.on("websocket", (socket) => opened.push(socket.url()));
  const { shell, site, ask, close } = await oneRequestMade(page);
  await expect(page.getByRole("button", { name: "Proxy ready" })).toBeVisible();
  await shell.run(ask);
  expect(await shell.joined()).toMatch(sentence("This client has sent too many requests to the proxy: try again in [0-9]+ seconds\\."));
  expect(opened).toEqual([site.proxy?.url.replace("http", "ws") + "/"]);
  await close();
});

test("Python learns when to try again, from the proxy and from what stands before it", async ({ page }) => {
  await page.routeWebSocket(/./, (socket) => socket.close()); // what stands before the proxy lets none through
  const { shell, site, ask, close } = await oneRequestMade(page);
  await shell.run(ask);
  expect(await shell.joined()).toMatch(sentence("This client has sent too many requests to the proxy: try again in [0-9]+ seconds\\."));
  const cors = { "Access-Control-Allow-Origin": site.origin, "Access-Control-Expose-Headers": "Retry-After" };
  await page.route(`${site.proxy?.url}/`, (route) => route.fulfill({ status: 429, headers: { ...cors, "Retry-After": "17" }, body: "slow down" }));
  await shell.run(ask);
  expect(await shell.joined()).toMatch(sentence(`The proxy at ${site.proxy?.url} does not take so many requests: try again in 17 seconds\\.`));
  await close();
});
