#!/usr/bin/env node
// Plain JavaScript, since Node 20 runs no TypeScript: has the proxy made into one file where that is not there or older than the sources.
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { existsSync, readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const file = join(root, "build", "proxy", "main.mjs");

function newest(folder) {
  const found = readdirSync(join(root, folder), { recursive: true }).map((name) => statSync(join(root, folder, name)));
  return Math.max(...found.filter((entry) => entry.isFile()).map((entry) => entry.mtimeMs));
}

function isStale() {
  return !existsSync(file) || statSync(file).mtimeMs < newest("proxy");
}

function make() {
  const manifest = createRequire(join(root, "package.json")).resolve("vite/package.json");
  const { status } = spawnSync(process.execPath, [join(dirname(manifest), "bin", "vite.js"), "build", "--config", join(root, "proxy/node/vite.config.ts")], {
    cwd: root,
    stdio: ["ignore", "ignore", "inherit"],
  });
  return status === 0;
}

if (isStale() && !make()) {
  console.error("The proxy could not be built: run npm ci here first.");
  process.exit(1);
}
const { main } = await import(pathToFileURL(file).href);
if (process.argv[2] !== "--build-only") await main(process.argv.slice(2));
