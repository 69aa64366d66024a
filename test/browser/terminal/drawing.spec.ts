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

test("each of 256 colours is shown, dim ones as well, also when the program changes it", async ({ page }) => {
  const site = await startSite();
  const shell = await Shell.open(page, site.url);
  // Own colours are shown as they are; the theme's would be made readable.
  await page.evaluate(() => localStorage.setItem("libcloud-repl.look", JSON.stringify({ colors: { background: "#000000", foreground: "#ffffff", red: "#cc0000" } })));
  await shell.open(site.url);
  const css = (text: string) =>
    page.evaluate((wanted) => {
      const span = [...document.querySelectorAll(".xterm-rows span")].find(({ textContent }) => textContent === wanted);
      const { color, backgroundColor } = getComputedStyle(span ?? document.body);
      return [color, backgroundColor];
    }, text);
  await shell.run(String.raw`print('\x1b[31;48;5;21mlow\x1b[0m \x1b[38;5;202;41mhigh\x1b[0m \x1b[2;38;5;202mdim\x1b[0m \x1b[7;38;5;231;48;5;232mturned\x1b[0m')`);
  expect(await css("low")).toEqual(["rgb(204, 0, 0)", "rgb(0, 0, 255)"]);
  expect(await css("high")).toEqual(["rgb(255, 95, 0)", "rgb(204, 0, 0)"]);
  expect((await css("dim"))[0]).toMatch(/^rgba\(255, 95, 0, 0\.(5|50\d*)\)$/);
  expect(await css("turned")).toEqual(["rgb(8, 8, 8)", "rgb(255, 255, 255)"]);
  await shell.run(String.raw`import time; print('\x1b[38;5;202mhigh\x1b[0m', flush=True); time.sleep(0.5); print('\x1b]4;202;#010203\x07', end='')`);
  await expect.poll(async () => (await css("high"))[0]).toBe("rgb(1, 2, 3)");
  await site.close();
});

test("while the page boots, the terminal takes its size once, and Python hears of none but this", async ({ page }) => {
  const site = await startSite();
  await page.addInitScript(() => {
    if (window !== top) return;
    const count = (name: string): void => void (document.documentElement.dataset[name] = String(Number(document.documentElement.dataset[name] ?? 0) + 1));
    const { set } = Object.getOwnPropertyDescriptor(MessagePort.prototype, "onmessage") ?? {};
    Object.defineProperty(MessagePort.prototype, "onmessage", {
      set(this: MessagePort, handler: ((event: MessageEvent) => void) | null) {
        set?.call(this, (event: MessageEvent<{ readonly data?: unknown }>) => {
          if (event.data.data instanceof Uint8Array && new TextDecoder().decode(event.data.data).includes("\x1b]7770")) count("sizes");
          handler?.call(this, event);
        });
      },
    });
    const { appendChild } = Node.prototype;
    Node.prototype.appendChild = function <T extends Node>(this: Node, child: T): T {
      if (this instanceof Element && this.classList.contains("xterm-rows") && document.documentElement.scrollHeight > innerHeight) count("overflows");
      return appendChild.call(this, child) as T;
    };
  });
  await Shell.open(page, site.url);
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).not.toHaveProperty("sizes");
  expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).not.toHaveProperty("overflows");
  expect(await page.evaluate(() => document.querySelectorAll(".xterm-rows > div").length)).toBeGreaterThan(10);
  await page.setViewportSize({ width: 700, height: 400 });
  await expect.poll(() => page.evaluate(() => document.documentElement.dataset["sizes"])).toBe("1");
  await site.close();
});
