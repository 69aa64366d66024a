/** The graphics processor draws where there is one; without it, and when it is lost, nobody notices. */
import { readFile } from "node:fs/promises";
import { expect, test, type Page } from "@playwright/test";
import { Shell } from "../support/shell.ts";
import { startSite } from "../support/site.ts";

const canvas = (page: Page) => page.locator(".xterm-screen canvas").first();

/** The machine of the tests has none, but a program that imitates one; it is given another name. */
async function pretendProcessor(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { getParameter } = WebGL2RenderingContext.prototype;
    const UNMASKED_RENDERER = 0x9246;
    WebGL2RenderingContext.prototype.getParameter = function (name: number): unknown {
      return name === UNMASKED_RENDERER ? "A graphics processor" : getParameter.call(this, name);
    };
  });
}

async function transcript(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Control+Shift+s")]);
  return readFile(await download.path(), "utf8");
}

test("an imitated processor is left alone", async ({ page }) => {
  const site = await startSite();
  const shell = await Shell.open(page, site.url);
  await page.locator(".search-bar").waitFor({ state: "attached" });
  expect(await shell.run("6 * 7")).toBe("42");
  await expect(canvas(page)).toHaveCount(0);
  expect(shell.watch.requests.filter((url) => url.includes("webgl"))).toEqual([]);
  await site.close();
});

test("a processor draws, and when it is lost the terminal goes on without", async ({ page }) => {
  const site = await startSite();
  await pretendProcessor(page);
  const shell = new Shell(page);
  await shell.visit(site.url);
  const hasWebgl = await page.evaluate(() => document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true }) !== null);
  test.skip(!hasWebgl, "this browser has no WebGL at all");
  await canvas(page).waitFor();
  await shell.enter("6 * 7");
  await expect.poll(() => transcript(page)).toMatch(/\n>>> 6 \* 7\n42\n>>>\n$/);
  await page.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLCanvasElement>(".xterm-screen canvas")) element.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
  });
  // What a lost context is given to come back before others draw: some seconds.
  await shell.until(/\n>>> 6 \* 7\n42\n>>>$/, { status: "ready", timeout: 20_000 });
  await expect(canvas(page)).toHaveCount(0);
  expect(await shell.run("'and on'")).toBe("'and on'");
  expect(shell.watch.errors).toEqual([]);
  await site.close();
});

test("all of ASCII is measured in a few steps, each of which lays out the page", async ({ page }) => {
  const site = await startSite();
  await page.addInitScript(() => {
    const { get } = Object.getOwnPropertyDescriptor(HTMLElement.prototype, "offsetWidth") ?? {};
    Object.defineProperty(HTMLElement.prototype, "offsetWidth", {
      get(this: HTMLElement): unknown {
        if (this.classList.contains("xterm-char-measure-element")) document.body.dataset["measured"] = String(Number(document.body.dataset["measured"] ?? 0) + 1);
        return get?.call(this);
      },
    });
  });
  const shell = await Shell.open(page, site.url);
  const all = String.fromCharCode(...Array.from({ length: 94 }, (_, index) => index + 33));
  expect(await shell.run(String.raw`print('\x1b[1m' + ''.join(map(chr, range(33, 127))) + '\x1b[0m')`)).toBe(all);
  expect(Number(await page.evaluate(() => document.body.dataset["measured"]))).toBeLessThan(15);
  await site.close();
});
