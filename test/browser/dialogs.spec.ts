/** A dialog gives the keyboard back when it is closed: what is typed then, however soon, goes to the terminal. */
import { createServer } from "node:http";
import { expect, test, type Page } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

let cloud: RunningServer;
let site: StaticSite;

test.beforeAll(async () => {
  cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
  site = await StaticSite.start({ clouds: [cloud] });
});
test.afterAll(async () => {
  await site.close();
  await cloud.stop();
});

/** Closes the dialog by its button. @returns what has the keyboard before anything else can happen in the page */
async function close(page: Page, name: string): Promise<string | undefined> {
  const button = page.getByRole("dialog").getByRole("button", { name, exact: true });
  return button.evaluate((element: HTMLButtonElement) => {
    element.click();
    return document.activeElement?.className;
  });
}

const TERMINAL = "xterm-helper-textarea";

for (const name of ["Access", "Settings"]) {
  test(`${name}, which a button has opened`, async ({ page }) => {
    await Shell.open(page, site.url);
    await page.getByRole("button", { name, exact: true }).click();
    expect(await close(page, "Close")).toBe(TERMINAL);
    await expect(page.getByRole("dialog")).toHaveCount(0);
  });
}

test("whether a busy session shall be closed", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await shell.press("Alt+Shift+n");
  await shell.ready();
  await shell.begin("print('busy'); exec('while True: pass')");
  await shell.until(/^busy$/m, { status: "running" });
  await page.getByRole("button", { name: "Close Session 2" }).click();
  expect(await close(page, "Keep it")).toBe(TERMINAL);
});

test("a question of Python's, which came while a button had the keyboard", async ({ page }) => {
  const release = site.hold("/assets/consent-", 0);
  const shell = await Shell.open(page, site.url);
  await shell.begin(`import requests; requests.get('http://${authority(cloud)}/').text`);
  await page.getByRole("button", { name: "Settings" }).focus();
  release();
  expect(await close(page, "Deny")).toBe(TERMINAL);
  await shell.ready();
});
