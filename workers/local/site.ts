/** Builds the site into `dist/`, unless it is there and nothing that it is made of has changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "vite";
import { buildImage } from "../image/build.ts";
import { relayUrl } from "./relay-url.ts";
import { viteConfig } from "./vite.ts";

const INPUTS = ["index.html", "package-lock.json", "public", "src", "workers"];

export async function buildSite(root: string, log: (line: string) => void): Promise<void> {
  const relay = relayUrl();
  const { key } = await buildImage({ root, log });
  const stamp = join(root, "build", "site.sha256");
  const inputs = createHash("sha256").update(`${key} ${relay}`);
  for (const input of INPUTS) hash(join(root, input), inputs);
  const digest = inputs.digest("hex");
  if (existsSync(join(root, "dist", "index.html")) && existsSync(stamp) && readFileSync(stamp, "utf8") === digest) return;
  log("Building the site");
  rmSync(stamp, { force: true });
  await build(viteConfig({ root, relay }));
  mkdirSync(join(root, "build"), { recursive: true });
  writeFileSync(stamp, digest);
}

function hash(path: string, into: ReturnType<typeof createHash>): void {
  if (statSync(path).isDirectory()) {
    for (const name of readdirSync(path).filter((entry) => entry !== "__pycache__").sort()) hash(join(path, name), into);
  } else {
    into.update(path).update("\0").update(readFileSync(path));
  }
}
