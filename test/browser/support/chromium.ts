/** How the tests start Chromium. */
import { existsSync } from "node:fs";
import type { LaunchOptions } from "@playwright/test";

/** Nothing that a browser does on its own may be among the requests that tests count. */
export const QUIET = [
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

export const launchOptions: LaunchOptions = { args: QUIET, ...(executablePath === undefined ? {} : { executablePath }) };

/** Tall and wide: what one test prints fits on the screen unwrapped. */
export const VIEWPORT = { width: 1200, height: 1000 };
