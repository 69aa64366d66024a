/** Firefox as its makers ship it, which puppeteer drives by WebDriver BiDi. */
import { existsSync } from "node:fs";
import puppeteer, { type KeyInput, type Page } from "puppeteer-core";
import { VIEWPORT } from "../../browser/support/chromium.ts";
import { inPage, keysOf } from "../../browser/support/tab.ts";
import type { Browser, BrowserTab, Engine, Found } from "./engine.ts";
import { insertInPage } from "./insert.ts";
import { onPath } from "./path.ts";

const executablePath = (): string | null => process.env["FIREFOX"] ?? onPath("firefox-esr", "firefox");

/** What is named may be wrong: then it is missing, and not another one taken. */
function find(): Found {
  const path = executablePath();
  if (path !== null && existsSync(path)) return { found: true };
  const where = path === null ? "on this machine" : `at ${path}, which the variable FIREFOX names`;
  return { found: false, missing: `Firefox is not ${where} (Debian: apt-get install firefox-esr)` };
}

export const Firefox: Engine = {
  find,

  keepsProfiles: true,

  async launch(_index, profile): Promise<Browser> {
    const kept = profile === undefined ? {} : { userDataDir: profile };
    const browser = await puppeteer.launch({ browser: "firefox", executablePath: executablePath() ?? "firefox", defaultViewport: VIEWPORT, ...kept });
    return {
      version: (await browser.version()).replace("firefox/", ""),
      newTab: async () => new FirefoxTab(await (profile === undefined ? await browser.createBrowserContext() : browser).newPage()),
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
