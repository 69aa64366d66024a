/**
 * Where neither the host nor a service worker sends isolation headers there is no shared memory: Python waits by stack switching (JSPI),
 * which Chromium and Firefox have. WebKit has neither then: Python cannot wait, and says so.
 */
import { createServer } from "node:http";
import { expect } from "@playwright/test";
import { authority } from "../browser/support/site.ts";
import { StaticSite } from "../browser/support/static-site.ts";
import { inPage } from "../browser/support/tab.ts";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { clickButton } from "./support/buttons.ts";
import { test } from "./support/fixtures.ts";
import { sharedPrompt } from "./support/shared.ts";

let cloud: RunningServer;

const prompt = sharedPrompt(async () => {
  cloud = await listenOnLoopback(createServer((request, response) => response.end(`${request.method} ${request.url}`)));
  const site = await StaticSite.start({ isolate: false, files: { "isolation.js": "throw 1" }, clouds: [cloud] });
  return { url: site.url, close: () => Promise.all([site.close(), cloud.stop()]) };
});

const switchesStacks = (): Promise<boolean> => inPage(prompt().tab, () => !crossOriginIsolated && "Suspending" in WebAssembly);

test("the prompt works, and the banner says what does not", async () => {
  const banner = (await switchesStacks()) ? "Ctrl-C stops waiting code only; Restart stops the rest." : "This browser cannot make Python wait:";
  expect(await prompt().joined()).toContain(banner);
  expect(await prompt().run("get_driver('dummy')('x').list_nodes()[0].name")).toBe("'dummy-1'");
  expect(await prompt().run("import asyncio; await asyncio.sleep(0.01); 'awaited'")).toBe("'awaited'");
  expect(await prompt().exec("for i in range(2):\n    print(i)\n1 / 0")).toMatch(/^0\n1\nTraceback [^]*ZeroDivisionError: division by zero$/);
});

test("Ctrl-C ends an await, Restart the rest", async () => {
  await prompt().beginProgram("print('busy')\nawait asyncio.sleep(600)");
  await prompt().until(/^busy$/m, { status: "running" });
  await prompt().interrupt();
  await prompt().begin("print('busy'); exec('while True: pass')");
  await prompt().until(/^busy$/m, { status: "running" });
  await clickButton(prompt().tab, "Restart");
  await prompt().until(/Restarted[^]*>>>$/, { status: "ready", timeout: 120_000 });
  expect(await prompt().run("6 * 7")).toBe("42");
});

test("with stack switching Python waits: time.sleep, input() and requests", async () => {
  test.skip(!(await switchesStacks()), "this engine has no stack switching");
  await prompt().begin("import time, requests; print('busy'); time.sleep(600)");
  await prompt().until(/^busy$/m, { status: "running" });
  await prompt().interrupt();
  await prompt().begin("input('Name? ') + '!'");
  await prompt().until(/\nName\?$/);
  await prompt().enter("Zoë");
  await prompt().until(/\n'Zoë!'\n>>>$/, { status: "ready" });
  await prompt().begin(`requests.get('http://${authority(cloud)}/a?b').text`);
  await clickButton(prompt().tab, "Allow");
  await prompt().until(/\n'GET \/a\?b'\n>>>$/, { status: "ready" });
});

test("without it what would have to wait says why it cannot", async () => {
  test.skip(await switchesStacks(), "this engine has stack switching");
  for (const line of ["input()", "import time; time.sleep(1)", `import requests; requests.get('http://${authority(cloud)}/')`]) {
    await prompt().run(line);
    expect(await prompt().joined()).toContain("RuntimeError: this browser gives the page neither shared memory nor stack switching, so Python cannot wait here");
  }
  expect(await prompt().run("6 * 7")).toBe("42");
});
