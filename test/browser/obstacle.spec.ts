/** Where the page cannot work, it says what is missing. */
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { chromium, expect, test } from "@playwright/test";
import { audit } from "./support/axe.ts";
import { launchOptions } from "./support/chromium.ts";
import { dist } from "./support/project.ts";
import { StaticSite } from "./support/static-site.ts";

test("opened as a file, the page says that it wants a server", async ({ page }) => {
  await page.goto(pathToFileURL(join(dist, "index.html")).href);
  await expect(page.getByText("must be served by a web server instead")).toBeVisible();
});

test("at an address that is not secure, the page says which ones are", async () => {
  const site = await StaticSite.start({ isolate: false });
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), "--host-resolver-rules=MAP site.example 127.0.0.1"] });
  const page = await browser.newPage();
  await page.goto(site.url.replace("127.0.0.1", "site.example"));
  await expect(page.getByText("This address is not secure")).toBeVisible();
  await expect(page.getByText("Open the page by https://")).toBeVisible();
  await browser.close();
  await site.close();
});

for (const [missing, take, says] of [
  ["WebAssembly", () => Reflect.deleteProperty(globalThis, "WebAssembly"), "This browser runs no WebAssembly"],
  ["what came in 2023", () => Reflect.deleteProperty(Promise, "withResolvers"), "This browser is too old for the page"],
] as const) {
  test(`in a browser without ${missing} the page says so`, async ({ page }) => {
    const site = await StaticSite.start({ isolate: true });
    await page.addInitScript(take);
    await page.goto(site.url);
    await expect(page.getByText(says)).toBeVisible();
    await site.close();
  });
}

test("where its code does not come, the page says so", async ({ page }) => {
  const site = await StaticSite.start({ isolate: true });
  await page.route("**/assets/shell-*", (route) => route.abort());
  await page.goto(site.url);
  await expect(page.getByText("A part of the page did not come")).toBeVisible();
  await page.unroute("**/assets/shell-*");
  await page.reload();
  await expect(page.getByText("A part of the page did not come")).toBeHidden();
  await expect(page.locator(".xterm")).toBeVisible();
  await site.close();
});

test("without JavaScript, the page says at once that it needs it, and keeps the rules of WCAG 2.2", async ({ page, context }) => {
  const site = await StaticSite.start();
  const session = await context.newCDPSession(page);
  await session.send("Emulation.setScriptExecutionDisabled", { value: true });
  await page.goto(site.url);
  const sentence = page.locator("main p:visible");
  await expect(sentence).toHaveText("This shell runs Python in your browser, which needs JavaScript.");
  await expect(sentence).toBeInViewport();
  await expect(page.getByRole("button")).toHaveCount(0); // none would do anything
  await session.send("Emulation.setScriptExecutionDisabled", { value: false }); // for axe; the page stays as it was made
  expect(await audit(page, "without JavaScript", { themed: false })).toEqual([]);
  await site.close();
});
