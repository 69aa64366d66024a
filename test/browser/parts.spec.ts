/** Parts of the page that are fetched when somebody wants them, from a host that does not give them. */
import { readdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { listenOnLoopback } from "../servers/listener.ts";
import type { RunningServer } from "../servers/process.ts";
import { answerConsent, consentDialog } from "./support/consent.ts";
import { dist } from "./support/project.ts";
import { Shell } from "./support/shell.ts";
import { authority } from "./support/site.ts";
import { StaticSite } from "./support/static-site.ts";

const TRY_AGAIN = "check the connection and try again. If that does not help, reload the page.";
const KEY = "a-key-for-the-workshop";

let cloud: RunningServer;
let site: StaticSite;

test.beforeAll(async () => {
  cloud = await listenOnLoopback(createServer((_, response) => response.end("hello")));
});
test.afterAll(() => cloud.stop());
test.beforeEach(async () => {
  site = await StaticSite.start({ clouds: [cloud] });
});
test.afterEach(() => site.close());

/** The file that the build has made of this part. */
function fileOf(part: string, extension: string): string {
  const file = readdirSync(join(dist, "assets")).find((name) => name.startsWith(`${part}-`) && name.endsWith(extension));
  if (file === undefined) throw new Error(`the site has no ${part}…${extension}`);
  return file;
}

const trouble = (page: Page) => page.locator("#trouble");
const get = (): string => `requests.get('http://${authority(cloud)}/').text`;

/** All that is on the screen, however it was wrapped. */
const said = async (shell: Shell): Promise<string> => (await shell.screen()).replaceAll(/\s/g, "");

interface Panel {
  readonly name: string;
  readonly chunk: string;
  readonly says: string;
  open(shell: Shell): Promise<void>;
  opened(page: Page): ReturnType<Page["locator"]>;
}

const click = (name: string) => (shell: Shell) => shell.page.getByRole("button", { name, exact: true }).click();

const PANELS: readonly Panel[] = [
  { name: "Settings", chunk: "dialog", says: "Settings", open: click("Settings"), opened: (page) => page.getByRole("dialog", { name: "Settings" }) },
  { name: "Access", chunk: "access", says: "Access", open: click("Access"), opened: (page) => page.getByRole("dialog", { name: "What Python may reach" }) },
  { name: "Requests", chunk: "panel", says: "Requests", open: click("Requests"), opened: (page) => page.getByRole("complementary", { name: "Requests" }) },
  { name: "the key for requests", chunk: "panel", says: "Requests", open: (shell) => shell.press("Alt+Shift+J"), opened: (page) => page.getByRole("complementary", { name: "Requests" }) },
  { name: "Find", chunk: "extras", says: "The search", open: click("Find"), opened: (page) => page.getByRole("search") },
  {
    name: "closing a session with code that runs",
    chunk: "confirm",
    says: "The question about code that runs",
    open: (shell) => shell.press("Alt+Shift+W"),
    opened: (page) => page.getByRole("dialog"),
  },
];

for (const { name, chunk, says, open, opened } of PANELS) {
  test(`${name}: what does not come is said, and the next press tries again`, async ({ page }) => {
    site.fail(`/assets/${fileOf(chunk, ".js")}`, "refused");
    const shell = await Shell.open(page, site.url);
    await shell.begin("import time; print('busy'); time.sleep(600)");
    await shell.until(/^busy$/m, { status: "running" });
    for (let time = 0; time < 2; time += 1) {
      await open(shell);
      await expect(trouble(page)).toHaveText(`${says} could not be loaded: ${TRY_AGAIN}`);
    }
    await expect(opened(page)).toBeHidden();
    site.heal();
    await open(shell);
    await expect(opened(page)).toBeVisible();
    await expect(trouble(page)).toBeEmpty();
  });
}

test("a part whose style sheet does not come is not shown without it, and comes with it the next time", async ({ page }) => {
  site.fail(`/assets/${fileOf("panel", ".css")}`, "broken off", { times: 2 });
  const shell = await Shell.open(page, site.url);
  const requests = page.getByRole("complementary", { name: "Requests" });
  for (let time = 0; time < 2; time += 1) {
    await click("Requests")(shell);
    await expect(trouble(page)).toHaveText(`Requests could not be loaded: ${TRY_AGAIN}`);
    await expect(requests).toBeHidden();
  }
  await click("Requests")(shell);
  await expect(requests).toBeVisible();
  const sheets = await page.evaluate(() => [...document.styleSheets].filter(({ href, cssRules }) => href?.includes("/panel-") === true && cssRules.length > 0).length);
  expect(sheets).toBe(1);
});

for (const fault of ["refused", "broken off"] as const) {
  test(`where the question about a request is ${fault}, the request is refused, and the next one asks`, async ({ page }) => {
    site.fail(`/assets/${fileOf("consent", ".js")}`, fault);
    const shell = await Shell.open(page, site.url);
    await shell.run("import requests");
    await shell.run(get());
    expect(await said(shell)).toMatch(/requests\.exceptions\.ConnectionError:[^:]*:Therequestwasnotsent,sincethequestionwhetheritmaybecouldnotbeloaded:[^:]*>>>$/);
    await expect(consentDialog(page)).toHaveCount(0);
    site.heal();
    await shell.begin(get());
    await answerConsent(page, "Allow");
    await shell.until(/\n'hello'\n>>>$/, { status: "ready" });
  });
}

test("a question that does not come, and does not fail either, is waited for for a while, and the request refused; the next one asks when it has come", async ({ page }) => {
  const sendMore = site.hold(`/assets/${fileOf("consent", ".js")}`, 0);
  const shell = await Shell.open(page, site.url);
  await shell.run("import requests");
  await page.clock.install();
  await shell.begin(get());
  await expect.poll(() => site.requested.filter((path) => path.includes("/consent-")).length).toBe(1);
  await page.clock.fastForward(30_000);
  await shell.until(/The request was not sent[^]*>>>$/, { status: "ready" });
  sendMore();
  await shell.begin(get());
  await answerConsent(page, "Allow");
  await shell.until(/\n'hello'\n>>>$/, { status: "ready" });
});

test("where the question for the proxy's key does not come, the request says so, and so does the bar; the next one asks", async ({ page }) => {
  await site.close();
  site = await StaticSite.start({ clouds: [cloud], proxy: { keys: [{ key: KEY, expires: null }] } });
  site.fail(`/assets/${fileOf("key-dialog", ".js")}`, "refused");
  const shell = await Shell.open(page, site.url);
  const sentence = `The question for the proxy's access key could not be loaded: ${TRY_AGAIN}`;
  await page.getByRole("button", { name: "Proxy needs a key" }).click();
  await expect(trouble(page)).toHaveText(sentence);
  await page.locator(".screen").click();
  await shell.run("import requests");
  await shell.begin(get());
  await answerConsent(page, "Allow");
  await shell.ready();
  expect(await said(shell)).toContain(sentence.replaceAll(" ", ""));
  site.heal();
  await shell.begin(get());
  await page.getByRole("dialog").getByRole("textbox").fill(KEY);
  await page.keyboard.press("Enter");
  await shell.until(/\n'hello'\n>>>$/, { status: "ready" });
});

test("where the question about a file does not come, no file is moved, and that is said; the next one asks", async ({ page }) => {
  site.fail(`/assets/${fileOf("transfers", ".js")}`, "refused");
  const shell = await Shell.open(page, site.url);
  await shell.run("%upload");
  expect(await said(shell)).toContain(`No file was moved, since the question about it could not be loaded: ${TRY_AGAIN}`.replaceAll(" ", ""));
  site.heal();
  await shell.begin("%upload");
  await page.getByRole("button", { name: "Cancel" }).click();
  await shell.until(/\nNo file was chosen\.\n>>>$/, { status: "ready" });
});

test("where what draws a picture does not come, Python goes on without, and the next one is shown", async ({ page }) => {
  site.fail(`/assets/${fileOf("pictures", ".js")}`, "refused");
  const shell = await Shell.open(page, site.url);
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20"/>';
  await shell.exec(`class Drawing:\n    def __repr__(self): return "drawn"\n    def _repr_svg_(self): return '${svg}'`);
  expect(await shell.run("Drawing()")).toMatch(/^drawn\nThe picture is not shown: what draws it could not be loaded: /);
  await expect(page.locator(".picture")).toHaveCount(0);
  site.heal();
  await shell.run("Drawing()");
  await expect(page.locator(".picture")).toHaveCount(1);
});

test("a proxy that the page's address names, whose question does not come, is not used, and that is said", async ({ page }) => {
  site.fail(`/assets/${fileOf("relay-link", ".js")}`, "refused");
  await Shell.open(page, `${site.url}?relay=http://127.0.0.1:9/`);
  await expect(trouble(page)).toHaveText(`The question about the proxy in this page's address could not be loaded: ${TRY_AGAIN}`);
  site.heal();
  await page.reload();
  await expect(page.getByRole("dialog")).toContainText("http://127.0.0.1:9/");
});
