import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Asset, Manifest } from "./manifest.ts";

/** The image in `folder`, if it was made from the inputs of that key and its files are there in full. */
export function cachedImage(folder: string, key: string): Manifest | undefined {
  const manifest = storedImage(folder);
  return manifest?.key === key ? manifest : undefined;
}

/** The image in `folder`, whatever it was made from, if its files are there in full. */
export function storedImage(folder: string): Manifest | undefined {
  const manifest = readJson(join(folder, "manifest.json"));
  if (!isManifest(manifest)) return undefined;
  return Object.values(manifest.assets).every((asset) => isComplete(folder, asset)) ? manifest : undefined;
}

/** Deletes the files of earlier images. */
export function removeOthers(folder: string, manifest: Manifest): void {
  const kept = new Set(["manifest.json", ...Object.values(manifest.assets).map(({ file }) => file)]);
  for (const file of readdirSync(folder)) {
    if (!kept.has(file)) rmSync(join(folder, file), { recursive: true, force: true });
  }
}

function isComplete(folder: string, { file, bytes }: Asset): boolean {
  return statSync(join(folder, file), { throwIfNoEntry: false })?.size === bytes;
}

function readJson(path: string): unknown {
  if (!existsSync(path)) return undefined;
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

// The builder alone writes this file: its version and key say that the rest has the form that this builder gives it.
function isManifest(value: unknown): value is Manifest {
  return typeof value === "object" && value !== null && "version" in value && value.version === 3 && "key" in value && "assets" in value;
}
