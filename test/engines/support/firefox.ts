/** Firefox as its makers ship it, which puppeteer drives by WebDriver BiDi. */
import puppeteer, { type KeyInput, type Page } from "puppeteer-core";
import { VIEWPORT } from "../../browser/support/chromium.ts";
import { inPage, keysOf } from "../../browser/support/tab.ts";
import type { Browser, BrowserTab, Engine } from "./engine.ts";
import { insertInPage } from "./insert.ts";
import { onPath } from "./path.ts";

const executablePath = (): string | null => process.env["FIREFOX"] ?? onPath("firefox-esr", "firefox");

export const Firefox: Engine = {
  find: () => (executablePath() === null ? { found: false, missing: "Firefox is not on this machine (Debian: apt-get install firefox-esr)" } : { found: true }),

  async launch(): Promise<Browser> {
    const browser = await puppeteer.launch({ browser: "firefox", executablePath: executablePath() ?? "firefox", defaultViewport: VIEWPORT });
    return {
      version: (await browser.version()).replace("firefox/", ""),
      newTab: async () => new FirefoxTab(await (await browser.createBrowserContext()).newPage()),
      close: () => browser.close(),
    };
  },
};

class FirefoxTab implements BrowserTab {
  readonly errors: string[] = [];
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
    page.on("pageerror", (error) => this.errors.push(String(error)));
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url, { waitUntil: "domcontentloaded" });
  }

  evaluate(expression: string): Promise<unknown> {
    return this.#page.evaluate(expression);
  }

  async press(chord: string): Promise<void> {
    const { keyboard } = this.#page;
    const keys = keysOf(chord) as KeyInput[];
    for (const key of keys) await keyboard.down(key);
    for (const key of keys.toReversed()) await keyboard.up(key);
  }

  insert(text: string): Promise<void> {
    return inPage(this, insertInPage, text);
  }

  click(x: number, y: number): Promise<void> {
    return this.#page.mouse.click(x, y);
  }

  close(): Promise<void> {
    return this.#page.browserContext().close();
  }
}
