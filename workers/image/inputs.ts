import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pyodideVersion } from "./runtime.ts";

/** Where the builder reads from and writes to. */
export interface Layout {
  builder: string;
  /** Where the formats of the image are. */
  protocol: string;
  lockFile: string;
  /** The project's own Python package. */
  ownPackage: string;
  wheels: string;
  stages: string;
  image: string;
  /** Is there while a build goes on. */
  lock: string;
}

/** The folders of a project whose root is `root`. */
export function layoutOf(root: string): Layout {
  const builder = join(root, "workers/image");
  return {
    builder,
    protocol: join(root, "src/protocol"),
    lockFile: join(builder, "requirements.txt"),
    ownPackage: join(root, "workers/interpreter/python/libcloud_repl"),
    wheels: join(root, "build/wheels"),
    stages: join(root, "build/stages"),
    image: join(root, "build/image"),
    lock: join(root, "build/image.lock"),
  };
}

/** What the builder shares with who reads the image. */
const FORMATS = ["archive.ts", "bytes.ts", "cold-code.ts", "heap-image.ts", "parse.ts"];

/** Folders of the builder that only its second stage needs. */
const SECOND_STAGE = /^(?:snapshot|split|wasm)\//;

/** Changes with all that the first stage reads: the builder without its second stage, the lock, Pyodide. */
export function siteKey({ builder, protocol }: Layout): string {
  return hashFiles([builder, protocol], (path, folder) => isInput(path, folder) && !SECOND_STAGE.test(path), pyodideVersion());
}

/** Changes with all that the image is made of. */
export function imageKey({ builder, protocol, ownPackage }: Layout): string {
  return hashFiles([builder, protocol, ownPackage], isInput, pyodideVersion());
}

function isInput(path: string, folder: string): boolean {
  return folder.endsWith("protocol") ? FORMATS.includes(path) : path !== "tsconfig.json";
}

function hashFiles(folders: readonly string[], wanted: (path: string, folder: string) => boolean, seed: string): string {
  const hash = createHash("sha256").update(seed);
  for (const folder of folders) {
    for (const path of listFiles(folder).filter((file) => wanted(file, folder))) {
      hash.update(`\0${path}\0`).update(createHash("sha256").update(readFileSync(join(folder, path))).digest());
    }
  }
  return hash.digest("hex").slice(0, 32);
}

function listFiles(folder: string): string[] {
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const sources = all.filter((path) => !/(^|[\\/])(__pycache__|\..*)([\\/]|$)|\.tsbuildinfo$/.test(path) && statSync(join(folder, path)).isFile());
  return sources.map((path) => path.replaceAll("\\", "/")).sort();
}
