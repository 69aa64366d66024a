import { defineConfig } from "@playwright/test";
import { launchOptions, VIEWPORT } from "./browser/support/chromium.ts";
import type { EngineOptions } from "./engines/support/fixtures.ts";

const ENGINES: readonly EngineOptions["engine"][] = ["Chromium", "Firefox", "WebKit"];

export default defineConfig<object, EngineOptions>({
  testDir: ".",
  globalSetup: "./browser/support/global-setup.ts",
  outputDir: "../test-results",
  reporter: [["list"]],
  workers: 2,
  timeout: 60_000,
  forbidOnly: process.env["CI"] !== undefined,
  projects: [
    { name: "browser", testMatch: /\/test\/browser\/.*\.spec\.ts$/, use: { viewport: VIEWPORT, screenshot: "only-on-failure", launchOptions } },
    ...ENGINES.map((engine) => ({ name: engine, testMatch: /\/test\/(engines|boundary)\/.*\.spec\.ts$/, use: { engine } })),
  ],
});
