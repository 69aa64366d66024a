/** Finds Chromium, or lets Playwright download one. */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { UserError } from "../../workers/image/errors.ts";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/** @returns the browser's path; the environment's `CHROMIUM` comes first */
export function findBrowser(root: string, log: (line: string) => void): string {
  const found = process.env["CHROMIUM"] ?? onPath() ?? downloaded();
  if (found !== null) return found;
  log("Downloading a browser");
  spawnSync(process.execPath, [join(root, "node_modules", "@playwright", "test", "cli.js"), "install", "chromium"], { stdio: "inherit" });
  const installed = downloaded();
  if (installed !== null) return installed;
  throw new UserError("The tests need Chromium, which could not be downloaded: install it (Debian: apt-get install chromium), or set CHROMIUM to its path.");
}

function onPath(): string | null {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const paths = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

function downloaded(): string | null {
  const path = chromium.executablePath();
  return existsSync(path) ? path : null;
}
