import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

/** Nothing that a browser does on its own may be among the requests that tests count. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const SYSTEM = "/usr/bin/chromium";

/** Undefined: the browser that Playwright has downloaded. */
const executablePath = process.env["CHROMIUM"] ?? (existsSync(SYSTEM) ? SYSTEM : undefined);

export default defineConfig({
  testDir: ".",
  testMatch: ["browser/**/*.spec.ts", "boundary/**/*.spec.ts"],
  globalSetup: "./browser/support/global-setup.ts",
  outputDir: "../test-results",
  reporter: [["list"]],
  workers: 2,
  timeout: 60_000,
  forbidOnly: process.env["CI"] !== undefined,
  use: {
    // Tall and wide: what one test prints fits on the screen unwrapped.
    viewport: { width: 1200, height: 1000 },
    screenshot: "only-on-failure",
    launchOptions: { args: QUIET, ...(executablePath === undefined ? {} : { executablePath }) },
  },
});
