/** Chromium, which Playwright drives. */
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { launchOptions, VIEWPORT } from "../../browser/support/chromium.ts";
import { PlaywrightTab } from "../../browser/support/playwright-tab.ts";
import { Watch } from "../../browser/support/watch.ts";
import type { Browser, BrowserTab, Engine } from "./engine.ts";

export const Chromium: Engine = {
  find: () => ({ found: true }), // or no test would run at all
  keepsProfiles: true,

  async launch(_index, profile): Promise<Browser> {
    if (profile !== undefined) return withProfile(await chromium.launchPersistentContext(profile, { ...launchOptions, viewport: VIEWPORT }));
    const browser = await chromium.launch(launchOptions);
    return {
      version: browser.version(),
      newTab: async () => new ChromiumTab(await browser.newPage({ viewport: VIEWPORT })),
      close: () => browser.close(),
    };
  },
};

/** A profile has a single context, so its tabs end with the browser. */
function withProfile(context: BrowserContext): Browser {
  return {
    version: context.browser()?.version() ?? "unknown",
    newTab: async () => new ChromiumTab(await context.newPage()),
    close: () => context.close(),
  };
}

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
