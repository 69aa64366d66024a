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
  // Limits are for what never comes. A machine may be several times slower than another, or than itself an hour ago.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  forbidOnly: process.env["CI"] !== undefined,
  projects: [
    { name: "browser", testMatch: /\/test\/browser\/.*\.spec\.ts$/, use: { viewport: VIEWPORT, screenshot: "only-on-failure", launchOptions } },
    ...ENGINES.map((engine) => ({ name: engine, testMatch: /\/test\/(engines|boundary)\/.*\.spec\.ts$/, use: { engine } })),
  ],
});
