/** A proxy that wants a key, and one that has had enough: the page sends the one, and tells of the other. */
import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import { answerConsent } from "./support/consent.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

const KEY = "a-key-for-the-workshop";
const EXPIRED = "a-key-of-last-year";
/** However the terminal wraps it. */
const sentence = (pattern: string): RegExp => new RegExp(pattern.replaceAll(" ", " ?"));


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
  await shell.ready();
  expect(await shell.joined()).toMatch(sentence("The access key of this proxy has expired: ask whoever runs the proxy for a new one."));

  await page.evaluate(() => void (location.hash = "#relay-key=not-the-right-one"));
  await expect.poll(() => page.url()).toBe(`${site.url}?theme=dark`);
  await shell.run(ask);
  expect(await shell.joined()).toMatch(sentence("This proxy does not know the access key"));

  await page.evaluate((key) => void (location.hash = `#relay-key=${key}`), KEY);
  await expect.poll(() => page.url()).toBe(`${site.url}?theme=dark`);
  expect(await shell.run(ask)).toBe("'hello'");
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, history.state, document.documentElement.outerHTML]));
  expect(kept).not.toContain(KEY);
  await Promise.all([site.close(), cloud.stop()]);
});

test("a proxy that wants a key says how to give it one", async ({ page }) => {
  const site = await StaticSite.start({ clouds: [], proxy: { keys: [{ key: KEY, expires: null }] } });
  const shell = await Shell.open(page, site.url);
  await shell.begin("import requests; requests.get('http://127.0.0.1:9/')");
  await answerConsent(page, "Allow");
  await shell.ready();
  expect(await shell.joined()).toMatch(sentence("This proxy wants an access key: add #relay-key=KEY to the address of this page."));
  await site.close();
});

test("Python learns when to try again, from the proxy and from what stands before it", async ({ page }) => {
  const cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
  const site = await StaticSite.start({ clouds: [cloud], proxy: { limits: { perMinute: 1 } } });
  const shell = await Shell.open(page, site.url);
  await shell.run("import requests");
  const ask = `requests.get('http://${authority(cloud)}/').text`;
  await shell.begin(ask);
  await answerConsent(page, "Allow");
  await shell.ready();
  await shell.run(ask);
  expect(await shell.joined()).toMatch(sentence("This client has sent too many requests to the proxy: try again in [0-9]+ seconds\\."));
  const cors = { "Access-Control-Allow-Origin": site.origin, "Access-Control-Expose-Headers": "Retry-After" };
  await page.route(`${site.proxy?.url}/`, (route) => route.fulfill({ status: 429, headers: { ...cors, "Retry-After": "17" }, body: "slow down" }));
  await shell.run(ask);
  expect(await shell.joined()).toMatch(sentence(`The proxy at ${site.proxy?.url} does not take so many requests: try again in 17 seconds\\.`));
  await Promise.all([site.close(), cloud.stop()]);
});
