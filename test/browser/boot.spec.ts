/** From an address to a prompt. */
import { expect, test } from "@playwright/test";
import { Shell } from "./support/shell.ts";
import { authority, ownOrigins, startSite } from "./support/site.ts";
import { startThroughput } from "../servers/raw.ts";
import type { Stage } from "./support/shared.ts";

let site: Stage;

test.beforeAll(async () => {
  site = await startSite();
});
test.afterAll(() => site.close());

test("the page boots to a prompt, quietly, from its own origin alone", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  const lines = (await shell.screen()).split("\n");
  expect(lines).toEqual([
    expect.stringMatching(/^Python 3\.14\.\d+, libcloud 3\.9\.\d+, in this tab only\.$/),
    "Ready to use: libcloud, get_driver and Provider (compute); table(list), name?, %help and Tab help.",
    ">>>",
  ]);
  await expect(page.locator("#status")).toHaveText("Ready");
  await expect(page.locator(".xterm-helper-textarea")).toBeFocused();
  expect(await shell.run("import libcloud, sqlite3; 'imported'")).toBe("'imported'");
  await expect(page.locator("#proxy")).toHaveText("Proxy ready");
  expect(shell.watch.errors).toEqual([]);
  expect(shell.watch.origins).toEqual(await ownOrigins(site));
  expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
});

test("two pages draw different random numbers", async ({ browser }) => {
  const numbers: string[] = [];
  for (let visit = 0; visit < 2; visit += 1) {
    const page = await browser.newPage();
    const shell = await Shell.open(page, site.url);
    numbers.push(await shell.run("import random, secrets, uuid; random.random(), secrets.token_hex(4), str(uuid.uuid4()), hash('x')"));
    await page.context().close();
  }
  const [first = [], second = []] = numbers.map((line) => line.slice(1, -1).split(", "));
  expect(first).toHaveLength(4);
  for (const [index, value] of first.entries()) if (index < 3) expect(value).not.toBe(second[index]);
});

test("of what is typed or allowed nothing is stored but the history", async ({ page }) => {
  const shell = await Shell.open(page, site.url);
  await shell.run("kept = 'a statement'");
  await shell.run(" secret = 'begins with a space'");
  await shell.begin("import getpass; typed = getpass.getpass()");
  await shell.until(/\nPassword:$/);
  await shell.enter("hunter2");
  await shell.ready();
  await page.waitForFunction(() => Object.values(localStorage).join().includes("getpass"));
  const stored = await page.evaluate(async () => ({
    local: Object.entries(localStorage),
    session: sessionStorage.length,
    databases: (await indexedDB.databases()).length,
    caches: (await caches.keys()).length,
    cookies: document.cookie,
    workers: (await navigator.serviceWorker.getRegistrations()).length,
  }));
  expect(stored).toEqual({ local: [[expect.any(String), JSON.stringify(["kept = 'a statement'", "import getpass; typed = getpass.getpass()"])]], session: 0, databases: 0, caches: 0, cookies: "", workers: 0 });
});

test("the page's policy refuses inline scripts, eval and scripts of other origins", async ({ page }) => {
  const canary = await startThroughput();
  const shell = await Shell.open(page, site.url);
  const refused = await page.evaluate(async (other) => {
    const violations: string[] = [];
    addEventListener("securitypolicyviolation", (event) => violations.push(`${event.effectiveDirective} ${event.blockedURI}`));
    const inline = document.createElement("script");
    inline.textContent = "globalThis.broken = 'inline script'";
    const handler = document.createElement("button");
    handler.setAttribute("onclick", "globalThis.broken = 'handler'");
    const foreign = document.createElement("script");
    foreign.src = other;
    const failed = new Promise((resolve) => foreign.addEventListener("error", resolve));
    const frame = document.createElement("iframe");
    frame.src = other;
    document.body.append(inline, handler, foreign, frame);
    handler.click();
    // In a task of its own: what the test's own connection evaluates is exempt from the policy.
    const evaluated = await new Promise((resolve) => {
      setTimeout(() => {
        try {
          resolve(Reflect.construct(Function, ["globalThis.broken = 'eval'"])());
        } catch (error) {
          resolve(error instanceof Error ? error.name : error);
        }
      });
    });
    await failed;
    return { evaluated, violations: [...new Set(violations)].sort(), broken: Reflect.get(globalThis, "broken") };
  }, `http://${authority(canary)}/small`);
  expect(refused).toEqual({
    evaluated: "EvalError",
    violations: expect.arrayContaining([`script-src-elem http://${authority(canary)}/small`, "script-src-attr inline", "script-src-elem inline"]),
    broken: undefined,
  });
  await expect(page.locator("#proxy")).toHaveText("Proxy ready");
  expect(shell.watch.origins).toEqual(await ownOrigins(site));
  expect(canary.smallGets()).toBe(0);
  await canary.stop();
});
