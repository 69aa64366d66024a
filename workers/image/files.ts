import type { ArchiveEntry } from "../../src/protocol/archive.ts";

/** What is read with of Emscripten's file system. */
export interface ReadableFileSystem {
  readdir(path: string): string[];
  stat(path: string): { mode: number };
  isDir(mode: number): boolean;
  readFile(path: string, options: { encoding: "binary" }): Uint8Array;
}

/** All files below a folder of Emscripten's file system, each .py beside its .pyc, which compresses best. */
export function readTree(fs: ReadableFileSystem, folder: string): ArchiveEntry[] {
  const entries = fs.readdir(folder).filter((name) => name !== "." && name !== "..");
  return entries.flatMap((name) => readAny(fs, `${folder}/${name}`)).sort((a, b) => compare(neighbour(a.path), neighbour(b.path)));
}

function readAny(fs: ReadableFileSystem, path: string): ArchiveEntry[] {
  if (fs.isDir(fs.stat(path).mode)) return readTree(fs, path);
  return [{ path, bytes: fs.readFile(path, { encoding: "binary" }) }];
}

/** `a/__pycache__/b.cpython-314.pyc` sorts right after `a/b.py`. */
function neighbour(path: string): string {
  return path.replace(/__pycache__\/([^/]+)\.cpython-\d+\.pyc$/, "$1.pyc");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
