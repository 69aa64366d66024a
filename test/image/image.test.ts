import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_HOSTS } from "../../proxy/core/index.ts";
import { parseArchive } from "../../src/protocol/archive.ts";
import { buildImage } from "../../workers/image/build.ts";
import type { Asset, Manifest } from "../../workers/image/manifest.ts";
import { readAsset } from "./restore.ts";

const ROOT = join(import.meta.dirname, "../..");
const IMAGE = join(ROOT, "build/image");
const SITE = "/lib/python3.14/site-packages";

let manifest: Manifest;
beforeAll(async () => {
  manifest = await buildImage({ root: ROOT });
}, 300_000);

const pathsOf = (name: "library" | "tests"): string[] => parseArchive(readAsset(IMAGE, manifest, name)).map(({ path }) => path);
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

describe("the manifest", () => {
  test("names each asset's file, its sizes and its hashes", () => {
    const measured = Object.fromEntries(Object.entries(manifest.assets).map(([name, asset]) => [name, measure(name, asset)]));
    expect(measured).toEqual(manifest.assets);
  });

  function measure(name: string, { file }: Asset): Asset {
    const compressed = readFileSync(join(IMAGE, file));
    const content = readAsset(IMAGE, manifest, name as keyof Manifest["assets"]);
    return { file, bytes: compressed.length, size: content.length, sha256: sha256(compressed), sha256Inflated: sha256(content) };
  }

  test("has part of the hash in each file's name", () => {
    for (const { file, sha256: hash } of Object.values(manifest.assets)) expect(file).toContain(hash.slice(0, 16));
  });

  test("is on disk beside no file of an earlier image", () => {
    const files = ["manifest.json", ...Object.values(manifest.assets).map(({ file }) => file)];
    expect(readdirSync(IMAGE).sort()).toEqual(files.sort());
    expect(JSON.parse(readFileSync(join(IMAGE, "manifest.json"), "utf8"))).toEqual(manifest);
  });

  test("lists the packages of the lock, and no other", () => {
    const lock = readFileSync(join(ROOT, "workers/image/requirements.txt"), "utf8");
    const locked = [...lock.matchAll(/^([\w.-]+)==(\S+)/gm)].map(([, name, version]) => [name, version]);
    expect(manifest.packages).toEqual(Object.fromEntries(locked));
  });

  test("names drivers' hosts, all of them reviewed", () => {
    expect(manifest.providers).toMatchObject({ "api.linode.com": "Linode", "ec2.eu-west-1.amazonaws.com": "Amazon EC2", "api.digitalocean.com": "DigitalOcean" });
    const covered = (host: string): boolean => DEFAULT_HOSTS.some((pattern) => pattern === host || (pattern.startsWith("*.") && host.endsWith(pattern.slice(1))));
    const unreviewed = Object.keys(manifest.providers).filter((host) => !covered(host));
    expect(unreviewed).toEqual(["support.durabledns.com"]); // where its documentation is
    expect(Object.keys(manifest.providers).length).toBeGreaterThan(100);
  });

  test("is for the version of Pyodide that npm installed", () => {
    const npm: unknown = JSON.parse(readFileSync(join(ROOT, "node_modules/pyodide/package.json"), "utf8"));
    expect(npm).toMatchObject({ version: manifest.pyodide });
  });
});

test("an image that is there is not built again", async () => {
  const lines: string[] = [];
  const times = (): number[] => readdirSync(IMAGE).map((name) => statSync(join(IMAGE, name)).mtimeMs);
  const before = times();
  expect(await buildImage({ root: ROOT, log: (line) => lines.push(line) })).toEqual(manifest);
  expect(times()).toEqual(before);
  expect(lines).toEqual([]);
});

describe("the library", () => {
  test("has the standard library, the packages and the project's own", () => {
    const expected = ["libcloud/__init__.py", "requests/__init__.py", "micropip/__init__.py", "libcloud_repl/__init__.py", "libcloud_repl/packages/pyodide-lock.json"];
    expect(pathsOf("library")).toEqual(expect.arrayContaining(["/lib/python314.zip", ...expected.map((path) => `${SITE}/${path}`)]));
  });

  test("has a .pyc for each source of site-packages, which is never compared with it", () => {
    const files = new Map(parseArchive(readAsset(IMAGE, manifest, "library")).map(({ path, bytes }) => [path, bytes]));
    const sources = [...files.keys()].filter((path) => path.endsWith(".py"));
    expect(sources.length).toBeGreaterThan(300);
    const flags = sources.map((path) => flagsOf(files.get(path.replace(/([^/]+)\.py$/, "__pycache__/$1.cpython-314.pyc"))));
    expect(new Set(flags)).toEqual(new Set([UNCHECKED_HASH]));
  });

  test("has nothing of libcloud's tests, which the other archive has in full", () => {
    const isTest = (path: string): boolean => path.startsWith(`${SITE}/libcloud/test/`);
    expect(pathsOf("library").filter(isTest)).toEqual([]);
    expect(pathsOf("tests").filter(isTest).sort()).toEqual(pathsOf("tests").sort());
    expect(pathsOf("tests").sort()).toEqual(testsOfWheel());
  });
});

/** PEP 552: the second word of a .pyc; bit 0: it goes by its source's hash, bit 1: the hash is checked. */
const UNCHECKED_HASH = 0b01;

function flagsOf(pyc: Uint8Array | undefined): number | undefined {
  return pyc && new DataView(pyc.buffer, pyc.byteOffset).getUint32(4, true);
}

/** By the list of files that the package itself carries (its RECORD). */
function testsOfWheel(): string[] {
  const entries = parseArchive(readAsset(IMAGE, manifest, "library"));
  const record = entries.find(({ path }) => /\/apache_libcloud-[^/]*\/RECORD$/.test(path));
  if (!record) throw new Error("libcloud's RECORD is not in the library.");
  const paths = new TextDecoder().decode(record.bytes).split("\n").map((line) => line.split(",")[0] ?? "");
  return paths.filter((path) => path.startsWith("libcloud/test/")).map((path) => `${SITE}/${path}`).sort();
}
