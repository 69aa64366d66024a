/** Tests that run in each engine. Where its browser is not on the machine they are skipped, and say so; not in continuous integration. */
import { test as base } from "@playwright/test";
import { Chromium } from "./chromium.ts";
import type { Browser, BrowserTab, Engine } from "./engine.ts";
import { Firefox } from "./firefox.ts";
import { sayMissing } from "./missing.ts";
import { WebKit } from "./webkit.ts";

export const ENGINES = { Chromium, Firefox, WebKit } satisfies Record<string, Engine>;

export interface EngineOptions {
  readonly engine: keyof typeof ENGINES;
}

/** A browser that hangs while it starts is started again, and that is not the test's time (milliseconds). */
const TAB_TIMEOUT = 150_000;

interface WorkerFixtures extends EngineOptions {
  readonly running: Browser | null;
}

export const test = base.extend<{ readonly tab: BrowserTab }, WorkerFixtures>({
  engine: ["Chromium", { option: true, scope: "worker" }],

  running: [
    async ({ engine }, use, { parallelIndex }) => {
      const found = ENGINES[engine].find();
      if (!found.found) {
        console.log(sayMissing(engine, found.missing, process.env));
        return use(null);
      }
      const browser = await ENGINES[engine].launch(parallelIndex);
      console.log(`${engine} ${browser.version}`);
      await use(browser);
      await browser.close();
    },
    { scope: "worker", timeout: TAB_TIMEOUT },
  ],

  tab: [
    async ({ engine, running }, use, info) => {
      if (running === null) return info.skip(true, `${engine} is not on this machine`);
      const tab = await running.newTab();
      await use(tab);
      await tab.close();
    },
    { timeout: TAB_TIMEOUT },
  ],
});
