/** libcloud's requests: through the question, the page and the proxy to a server, and back. */
import { createHash } from "node:crypto";
import { createServer } from "node:http";
import { expect } from "@playwright/test";
import { authority, startSite } from "../browser/support/site.ts";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { clickButton, question } from "./support/buttons.ts";
import { test } from "./support/fixtures.ts";
import { sharedPrompt } from "./support/shared.ts";

const LARGE = 5_000_000;

let cloud: RunningServer;
let asked: string[] = [];

const prompt = sharedPrompt(async () => {
  cloud = await listenOnLoopback(
    createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const hash = createHash("sha256");
      request.on("data", (piece: Buffer) => void hash.update(piece)).on("end", () => {
        response.setHeader("X-SHA256", hash.digest("hex"));
        response.end(request.url === "/large" ? Buffer.alloc(LARGE, "0123456789") : `${request.method} ${request.url}`);
      });
    }),
  );
  const site = await startSite(cloud);
  return { url: site.url, close: () => Promise.all([site.close(), cloud.stop()]) };
});

test.beforeAll(() => prompt().run(`import hashlib, requests; cloud = 'http://${authority(cloud)}'`));

test("nothing leaves before it is allowed, and a no holds", async () => {
  asked = [];
  await prompt().begin("requests.get(cloud + '/a?b').text");
  await expect.poll(() => question(prompt().tab)).toContain(authority(cloud));
  expect(asked).toEqual([]);
  await clickButton(prompt().tab, "Deny");
  await prompt().ready();
  expect(asked).toEqual([]);
});

test("what is allowed goes through the proxy, and comes back", async () => {
  asked = [];
  await prompt().begin("requests.get(cloud + '//a%2Fb?c').text");
  await clickButton(prompt().tab, "Allow while this page is open");
  await prompt().until(/\n'GET \/\/a%2Fb\?c'\n>>>$/, { status: "ready" });
  expect(asked).toEqual(["GET //a%2Fb?c"]);
});

test("large bodies go and come whole", async () => {
  expect(await prompt().run(`body = bytes(range(256)) * ${LARGE / 250}; sent = requests.put(cloud + '/up', data=body)`, 30_000)).toBe("");
  expect(await prompt().run("sent.headers['X-SHA256'] == hashlib.sha256(body).hexdigest()")).toBe("True");
  expect(await prompt().run(`requests.get(cloud + '/large').content == b'0123456789' * ${LARGE / 10}`, 30_000)).toBe("True");
});
