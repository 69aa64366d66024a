import { createHash } from "node:crypto";
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { storedImage } from "./cache.ts";
import type { Asset, AssetName } from "./manifest.ts";
import { type Compress, type Effort, startCompressor } from "./zstd.ts";

/** The prompt waits for the first two. */
const EFFORTS: Record<AssetName, Effort> = { wasm: "much", snapshot: "much", cold: "much", library: "some", tests: "some" };

/** Compresses all assets and writes them. What an earlier image already has is left as it is: the wasm alone takes seconds. */
export async function writeAssets(folder: string, contents: Record<AssetName, Uint8Array>, log: (line: string) => void): Promise<Record<AssetName, Asset>> {
  const earlier = Object.values(storedImage(folder)?.assets ?? {});
  const compress = await startCompressor(log);
  const write = (name: AssetName): Asset => {
    const sha256Inflated = digest(contents[name]);
    const present = earlier.find((asset) => asset.sha256Inflated === sha256Inflated && asset.file.startsWith(`${name}-`));
    return present ?? writeAsset(folder, name, contents[name], sha256Inflated, compress);
  };
  return { wasm: write("wasm"), snapshot: write("snapshot"), cold: write("cold"), library: write("library"), tests: write("tests") };
}

/**
 * The name has the file's hash in it, so that it can be cached for ever. The suffix is .bin, since some servers add a
 * `Content-Encoding` to a .zst and the browser would inflate it unasked.
 */
function writeAsset(folder: string, name: AssetName, content: Uint8Array, sha256Inflated: string, compress: Compress): Asset {
  const compressed = compress(content, EFFORTS[name]);
  const sha256 = digest(compressed);
  const file = `${name}-${sha256.slice(0, 16)}.bin`;
  writeWhole(join(folder, file), compressed);
  return { file, bytes: compressed.length, size: content.length, sha256, sha256Inflated };
}

/** Writes a file so that it is there as a whole or not at all, even when two builds run at once. */
export function writeWhole(path: string, content: Uint8Array | string): void {
  mkdirSync(join(path, ".."), { recursive: true });
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

/** SHA-256, hexadecimal. */
export function digest(content: Uint8Array | string): string {
  return createHash("sha256").update(content).digest("hex");
}
