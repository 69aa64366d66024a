/** What the image's manifest says (`workers/image` writes it, the page reads it). */
import { fail, integer, object, string } from "./parse.ts";

export const ASSET_NAMES = ["wasm", "snapshot", "cold", "library", "tests"] as const;
export type AssetName = (typeof ASSET_NAMES)[number];

export interface Asset {
  /** File name, beside the manifest; it holds a hash of the content. */
  readonly file: string;
  /** Size as fetched. */
  readonly bytes: number;
  /** Size inflated. */
  readonly size: number;
  /** SHA-256 of the file as fetched, in hex. */
  readonly sha256: string;
}

export interface Manifest {
  readonly python: string;
  readonly pyodide: string;
  /** Version by distribution name. */
  readonly packages: Readonly<Record<string, string>>;
  readonly assets: Readonly<Record<AssetName, Asset>>;
}

export function parseManifest(value: unknown): Manifest {
  const manifest = object(value, "manifest");
  if (manifest["version"] !== 3) fail("the manifest is of another version");
  const assets = object(manifest["assets"], "assets");
  const packages = Object.entries(object(manifest["packages"], "packages"));
  return {
    python: string(manifest["python"], "python"),
    pyodide: string(manifest["pyodide"], "pyodide"),
    packages: Object.fromEntries(packages.map(([name, version]) => [name, string(version, name)])),
    assets: {
      wasm: parseAsset(assets["wasm"]),
      snapshot: parseAsset(assets["snapshot"]),
      cold: parseAsset(assets["cold"]),
      library: parseAsset(assets["library"]),
      tests: parseAsset(assets["tests"]),
    },
  };
}

function parseAsset(value: unknown): Asset {
  const asset = object(value, "asset");
  return {
    file: string(asset["file"], "file"),
    bytes: integer(asset["bytes"], "bytes", 1, 2 ** 31),
    size: integer(asset["size"], "size", 1, 2 ** 31),
    sha256: string(asset["sha256"], "sha256", 64),
  };
}
