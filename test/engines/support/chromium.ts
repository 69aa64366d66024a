/** Chromium, which Playwright drives. */
import { chromium, type Page } from "@playwright/test";
import { launchOptions, VIEWPORT } from "../../browser/support/chromium.ts";
import { PlaywrightTab } from "../../browser/support/playwright-tab.ts";
import { Watch } from "../../browser/support/watch.ts";
import type { Browser, BrowserTab, Engine } from "./engine.ts";

export const Chromium: Engine = {
  find: () => ({ found: true }), // or no test would run at all

  async launch(): Promise<Browser> {
    const browser = await chromium.launch(launchOptions);
    return {
      version: browser.version(),
      newTab: async () => new ChromiumTab(await browser.newPage({ viewport: VIEWPORT })),
      close: () => browser.close(),
    };
  },
};

class ChromiumTab extends PlaywrightTab implements BrowserTab {
  readonly errors: string[];

  constructor(page: Page) {
    super(page);
    this.errors = new Watch(page).errors;
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
