/** Every state of the page keeps the rules of WCAG 2.2, levels A and AA, as far as axe can judge: in all themes, on a phone and on a desk. */
import { createServer } from "node:http";
import { expect, test, type Page } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { audit } from "./support/axe.ts";
import { untilKept } from "./support/kept.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

test.setTimeout(300_000); // a state is audited in six ways

let cloud: RunningServer;
let site: StaticSite;

test.beforeAll(async () => {
  const answer = JSON.stringify({ nodes: [{ id: 1, name: "web", up: true, tags: null }] });
  cloud = await listenOnLoopback(createServer((_, response) => response.setHeader("Content-Type", "application/json").end(answer)));
  site = await StaticSite.start({ clouds: [cloud] });
});
test.afterAll(() => Promise.all([site.close(), cloud.stop()]));

async function expectClean(page: Page, state: string): Promise<void> {
  expect.soft(await audit(page, state)).toEqual([]);
}

/** On a desk, where all buttons are in the bar. */
async function press(page: Page, name: string): Promise<void> {
  await page.setViewportSize({ width: 1440, height: 800 });
  await page.getByRole("button", { name, exact: true }).click();
}

async function escape(shell: Shell): Promise<void> {
  await shell.press("Escape");
  await shell.focused();
}

test("booting, stopped, and where the page cannot start", async ({ page }) => {
  const release = site.hold("/image/snapshot", 0.5);
  const shell = new Shell(page);
  await shell.visit(site.url);
  await expectClean(page, "booting");
  release();
  await shell.ready();
  await page.route("**/image/wasm-*", (route) => route.fulfill({ status: 503 }));
  await shell.visit(site.url);
  await shell.until(/Python did not start/, { status: "stopped" });
  await expectClean(page, "stopped");
  await page.unroute("**/image/wasm-*");
  await page.route("**/assets/shell-*", (route) => route.abort());
  await page.goto(site.url);
  await expect(page.getByText("A part of the page did not come")).toBeVisible();
  await expectClean(page, "without its scripts");
});

test("the prompt, output of all kinds, search, sessions", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await expect(page.getByRole("button", { name: /Proxy/ })).toBeVisible();
  await shell.exec(`
    print(*(f'\\x1b[{n}m{n}\\x1b[0m' for n in (1, 2, 3, 4, 7, 31, 32, 33, 34, 35, 36, 37, 90, 91, 92, 93, 94, 95, 96, 97)))
    print('https://example.com/')
    1 / 0
  `);
  await shell.insert("get_driver(");
  await expect(page.locator(".tip strong")).toHaveCount(1);
  await expectClean(page, "the prompt");
  await shell.press("Control+c");
  await shell.press("Control+Shift+f");
  await page.getByRole("searchbox").fill("example");
  await expect(page.locator(".count")).toHaveText("2 of 2");
  await expectClean(page, "search");
  await escape(shell);
  await press(page, "New");
  await shell.ready();
  await shell.press("Alt+Shift+r");
  await expectClean(page, "a session gets a name");
  await shell.insert("second");
  await shell.press("Enter");
  await expect(page.getByRole("tab", { name: "second" })).toBeVisible();
  await shell.begin("import time; time.sleep(1000)");
  await shell.until(/./, { status: "running" });
  await shell.press("Alt+Shift+w");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectClean(page, "a session is closed");
  await escape(shell);
  await shell.press("Alt+1");
  await expectClean(page, "two sessions");
  await page.setViewportSize({ width: 360, height: 640 });
  await page.getByRole("button", { name: "Menu" }).click();
  expect.soft(await audit(page, "the menu")).toEqual([]);
});

test("questions about requests and files", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  const question = async (line: string, state: string): Promise<void> => {
    await shell.begin(line);
    await expect(page.getByRole("dialog")).toBeVisible();
    await expectClean(page, state);
    await escape(shell);
    await shell.ready();
    await page.setViewportSize({ width: 1440, height: 800 });
  };
  await shell.run("import requests; open('file.txt', 'w').write('text')");
  await question(`requests.get('http://${authority(cloud)}/')`, "an unknown host");
  await question("get_driver('ec2')('a', 'b').list_nodes()", "a known host");
  await question("%upload", "files to Python");
  await question("%download file.txt", "a file from Python");
  const preset = { title: "Day one", confirm: ["api.linode.com", authority(cloud)] };
  await shell.open(`${site.url}?preset=${encodeURIComponent(JSON.stringify(preset))}`);
  await shell.run("import requests");
  await question(`requests.get('http://${authority(cloud)}/')`, "a preset's hosts");
  expect(shell.watch.errors).toEqual([]);
});

test("settings, access, requests", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await press(page, "Settings");
  const settings = page.getByRole("dialog", { name: "Settings" });
  await settings.getByLabel("The terminal's own colours").fill("{");
  await settings.getByRole("button", { name: "Use these colours" }).click();
  await expect(settings.getByText("What is there is not JSON")).toBeVisible();
  await settings.getByLabel("For screen readers").check();
  await settings.getByRole("button", { name: "Change the key for “Restart”" }).click();
  await page.keyboard.press("Control+e");
  await expect(settings.getByText("Ctrl-E is a key of Python's editor.")).toBeVisible();
  await expectClean(page, "settings, a key is changed");
  await page.keyboard.press("Alt+Shift+x");
  await expectClean(page, "settings");
  await escape(shell);
  await expectClean(page, "for screen readers");
  await press(page, "Settings");
  await settings.getByLabel("For screen readers").uncheck();
  await escape(shell);
  await press(page, "Access");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectClean(page, "access, empty");
  await escape(shell);
  await press(page, "Requests");
  await expect(page.locator("#requests")).toBeVisible();
  await expectClean(page, "requests, empty");
  await escape(shell);
  await shell.run("import requests");
  await shell.begin(`requests.post('http://${authority(cloud)}/', json={'password': 'secret', 'n': [1, None]}, auth=('me', 'secret')).status_code`);
  await page.getByRole("button", { name: "Always allow" }).click();
  await shell.until(/\n200\n>>>$/);
  await press(page, "Access");
  await expect(page.getByRole("dialog")).toBeVisible();
  await expectClean(page, "access");
  await escape(shell);
  await expectClean(page, "requests");
  await page.setViewportSize({ width: 1440, height: 800 });
  await page.getByRole("listbox").getByRole("option").first().click();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("region", { name: "Headers and bodies" })).toBeVisible();
  await expectClean(page, "a request");
  expect(shell.watch.errors).toEqual([]);
});

test("a part of the page that did not come", async ({ page }) => {
  await page.route("**/assets/access-*", (route) => route.fulfill({ status: 503 }));
  const shell = await Shell.open(page, site.url);
  await press(page, "Access");
  await expect(page.getByText("Access could not be loaded")).toBeVisible();
  await shell.ready();
  await expectClean(page, "a part that did not come");
});

test("a proxy that is not there, wants a key, or is named by a link; and without a network", async ({ page }) => {
  const strict = await StaticSite.start({ clouds: [cloud], proxy: { keys: [{ key: "a-key-for-the-workshop", expires: null }] }, offline: true });
  const shell = await Shell.open(page, `${strict.url}?relay=https://proxy.example/`);
  await expect(page.getByRole("dialog")).toContainText("The link that opened this page");
  await expectClean(page, "a proxy that a link names");
  await escape(shell);
  await expect(page.getByRole("button", { name: "Proxy needs a key" })).toBeVisible();
  await expectClean(page, "a proxy that wants a key");
  await page.setViewportSize({ width: 1440, height: 800 });
  await page.getByRole("button", { name: "Proxy needs a key" }).click();
  await expect(page.getByRole("dialog")).toContainText("wants an access key");
  await expectClean(page, "the question for a key");
  await escape(shell);
  await untilKept(page);
  await strict.close();
  await shell.open(strict.url);
  await expect(page.getByRole("button", { name: "Proxy unreachable" })).toBeVisible();
  await expectClean(page, "without a network");
});
