#!/usr/bin/env -S node --max-semi-space-size=32
// Plain JavaScript, since Node 20 runs no TypeScript: has the proxy made into one file where that is not there or older than the sources.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const file = join(root, "build", "proxy", "relay.mjs");

function newest(folder) {
  const found = readdirSync(join(root, folder), { recursive: true }).map((name) => statSync(join(root, folder, name)));
  return Math.max(...found.filter((entry) => entry.isFile()).map((entry) => entry.mtimeMs));
}

function isStale() {
  return !existsSync(file) || statSync(file).mtimeMs < newest("proxy");
}

/** Vite's program; null where the package was installed without what only its development needs. */
function findVite() {
  try {
    return join(dirname(createRequire(join(root, "package.json")).resolve("vite/package.json")), "bin", "vite.js");
  } catch {
    return null;
  }
}

function make(vite) {
  const args = [vite, "build", "--config", join(root, "proxy", "node", "vite.config.ts")];
  return spawnSync(process.execPath, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}

const vite = findVite();
if (vite === null ? !existsSync(file) : isStale() && !make(vite)) {
  console.error("The proxy could not be built: run npm ci here first.");
  process.exit(1);
}
if (process.argv[2] !== "--build-only") await import(pathToFileURL(file).href);
