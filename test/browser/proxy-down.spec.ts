/** The proxy may end at any time. */
import { createServer } from "node:http";
import { expect, test } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import { answerConsent } from "./support/consent.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

test("a proxy that is gone is named, in mid-response and afterwards", async ({ page }) => {
  const cloud = await listenOnLoopback(createServer((_, response) => void response.writeHead(200, { "Content-Length": 10 }).write("12345")));
  const site = await StaticSite.start({ clouds: [cloud] });
  const shell = await Shell.open(page, site.url);
  await shell.run("import requests");
  await shell.beginProgram(`
    answer = requests.get('http://${authority(cloud)}/', stream=True)
    print(answer.raw.read(5))
    answer.content
  `);
  await answerConsent(page, "Allow");
  await shell.until(/^b'12345'$/m);
  await site.proxy?.close();
  await shell.ready();
  expect(await shell.joined()).toContain("The connection to the proxy broke before the response was complete.");
  expect(await shell.run(`requests.get('http://${authority(cloud)}/')`)).toMatch(/requests\.exceptions\.ConnectionError: /);
  expect(await shell.joined()).toContain(`The proxy at ${site.proxy?.url} cannot be reached. Is it running, and does it allow this page's origin?`);
  expect(await shell.run("6 * 7")).toBe("42");
  await Promise.all([site.close(), cloud.stop()]);
});

test("a proxy that does not know the page's origin is named", async ({ page }) => {
  const other = await StaticSite.start({ clouds: [] });
  const site = await StaticSite.start({ config: JSON.stringify({ relay: other.proxy?.url }) });
  const shell = await Shell.open(page, site.url);
  await shell.begin("import requests; requests.get('http://127.0.0.1:9/')");
  await answerConsent(page, "Allow");
  await shell.ready();
  expect(await shell.joined()).toMatch(/The proxy at http:\/\/127\.0\.0\.1:\d+ cannot be reached\. Is it running, and does it allow this page's origin\?/);
  await Promise.all([site.close(), other.close()]);
});
