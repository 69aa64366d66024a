/**
 * The library's files come after the prompt: 31 MB that most first statements do not need, since what they import is in memory. Code
 * that looks for a file before waits until they are there, in the file system, so that `import` and `open` know nothing of it.
 */
import { parseArchive, writeArchive, type FileSystem } from "../../src/protocol/archive.ts";
import type { WaitFor } from "./late.ts";

/** The folders that the library adds to. */
const FOLDERS = ["/lib", "/lib/python3.14/site-packages"];

/** errno of an interrupted system call in Emscripten: CPython then looks for signals and tries again. */
export const EINTR = 27;

/** What is used of Emscripten's file system. */
export interface GatedFileSystem extends FileSystem {
  unlink(path: string): void;
  lookupNode(parent: object, name: string): object;
  readonly ErrnoError: new (errno: number) => Error;
}

interface Folder {
  node_ops: FolderOperations;
}

interface FolderOperations {
  lookup(parent: object, name: string): object;
  readdir(node: object): string[];
}

/** Puts the files in their places, if they came at all, and opens the gate. */
export type SettleLibrary = (state: "present" | "missing") => void;

/**
 * Makes the file system wait for the library.
 *
 * @param archive its memory, which is filled when `wait` says so
 * @returns what to call when that is known; until then only who looks for a file waits for it
 */
export function gateLibrary(fs: GatedFileSystem, stdlib: string, archive: Uint8Array, wait: WaitFor): SettleLibrary {
  fs.unlink(stdlib); // Pyodide's loader has put an empty file there
  const folders = FOLDERS.map((path) => folderAt(fs, path));
  const before = folders.map(({ node_ops }) => node_ops);
  let open = false;
  const settle: SettleLibrary = (state) => {
    if (open) return;
    open = true;
    folders.forEach((folder, index) => (folder.node_ops = before[index] ?? folder.node_ops));
    if (state === "present") writeArchive(fs, parseArchive(archive));
  };
  const pass = (): void => {
    const state = wait();
    if (state === "pending") throw new fs.ErrnoError(EINTR);
    settle(state);
  };
  for (const folder of folders) folder.node_ops = gated(fs, folder.node_ops, pass);
  return settle;
}

/** A look at what is there already does not come here: Emscripten keeps a table of all nodes. */
function gated(fs: GatedFileSystem, operations: FolderOperations, pass: () => void): FolderOperations {
  return {
    ...operations,
    lookup(parent, name) {
      pass();
      return fs.lookupNode(parent, name);
    },
    readdir(node) {
      pass();
      return operations.readdir(node);
    },
  };
}

function folderAt(fs: FileSystem, path: string): Folder {
  fs.mkdirTree(path);
  const { node } = fs.lookupPath(path, {});
  if (!isFolder(node)) throw new Error(`${path} is not in Emscripten's memory file system.`);
  return node;
}

function isFolder(node: object): node is Folder {
  return "node_ops" in node && typeof node.node_ops === "object" && node.node_ops !== null && "lookup" in node.node_ops;
}
