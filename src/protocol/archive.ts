// Many small files in one: u32 LE length of the index, the index as JSON [[path, offset, length], …], the bytes.
// Offsets count from the end of the index. One asset instead of 1,300, and no unpacking: each file is a view of the whole.

/** A file: absolute path in the interpreter's file system, and its bytes. */
export interface ArchiveEntry {
  path: string;
  bytes: Uint8Array;
}

type IndexRow = [path: string, offset: number, length: number];

/** The files as one archive, in the order given. */
export function packArchive(entries: readonly ArchiveEntry[]): Uint8Array<ArrayBuffer> {
  let end = 0;
  const index = entries.map(({ path, bytes }): IndexRow => [path, (end += bytes.length) - bytes.length, bytes.length]);
  const json = new TextEncoder().encode(JSON.stringify(index));
  const archive = new Uint8Array(4 + json.length + end);
  new DataView(archive.buffer).setUint32(0, json.length, true);
  archive.set(json, 4);
  entries.forEach(({ bytes }, row) => archive.set(bytes, 4 + json.length + (index[row]?.[1] ?? 0)));
  return archive;
}

/**
 * The files of an archive, as views of it: nothing is copied.
 * @throws Error if it is not an archive, or cut short.
 */
export function parseArchive(archive: Uint8Array): ArchiveEntry[] {
  const length = new DataView(archive.buffer, archive.byteOffset, archive.byteLength).getUint32(0, true);
  // A copy, since the archive may be in shared memory, which not every browser decodes.
  const index: unknown = JSON.parse(new TextDecoder().decode(archive.slice(4, 4 + length)));
  if (!Array.isArray(index)) throw new Error("The archive's index is not a list.");
  const files = archive.subarray(4 + length);
  return index.map((row: unknown) => entryOf(row, files));
}

function entryOf(row: unknown, files: Uint8Array): ArchiveEntry {
  if (!isIndexRow(row)) throw new Error("The archive's index has a row that is not [path, offset, length].");
  const [path, offset, length] = row;
  if (offset + length > files.length) throw new Error(`The archive ends in the middle of ${path}.`);
  return { path, bytes: files.subarray(offset, offset + length) };
}

function isIndexRow(row: unknown): row is IndexRow {
  return Array.isArray(row) && typeof row[0] === "string" && Number.isInteger(row[1]) && Number.isInteger(row[2]);
}

/** What is used of Emscripten's file system. */
export interface FileSystem {
  mkdirTree(path: string): void;
  lookupPath(path: string, options: object): { node: object };
}

/** A folder of Emscripten's memory file system (MEMFS). */
interface MemoryFolder extends Times {
  contents: Record<string, object | undefined>;
  node_ops: { mknod(parent: object, name: string, mode: number, device: number): object };
}

interface Times {
  atime?: number;
  mtime?: number;
  ctime?: number;
}

/** One fixed time for all that is written (1980, a zip's oldest): what importlib remembers of folders' times then holds. */
export const WRITTEN_AT = Date.UTC(1980, 0, 1);
const TIMES: Times = { atime: WRITTEN_AT, mtime: WRITTEN_AT, ctime: WRITTEN_AT };
const REGULAR_FILE = 0o100644;

/**
 * Puts the files into Emscripten's memory file system, over what is there. The files remain views of the archive,
 * so its buffer must not be changed or transferred afterwards.
 */
export function writeArchive(fs: FileSystem, entries: readonly ArchiveEntry[]): void {
  const folders = new Map<string, MemoryFolder>();
  for (const { path, bytes } of entries) {
    const end = path.lastIndexOf("/");
    putFile(folderAt(fs, path.slice(0, end), folders), path.slice(end + 1), bytes);
  }
  for (const folder of folders.values()) Object.assign(folder, TIMES);
}

/** By the nodes, as `FS.writeFile` walks the path for each file and takes six times as long. */
function putFile(folder: MemoryFolder, name: string, bytes: Uint8Array): void {
  const node = folder.contents[name] ?? folder.node_ops.mknod(folder, name, REGULAR_FILE, 0);
  Object.assign(node, TIMES, { contents: bytes, usedBytes: bytes.length });
}

function folderAt(fs: FileSystem, path: string, known: Map<string, MemoryFolder>): MemoryFolder {
  const present = known.get(path);
  if (present) return present;
  fs.mkdirTree(path);
  const { node } = fs.lookupPath(path, {});
  if (!isMemoryFolder(node)) throw new Error(`${path} is not in Emscripten's memory file system.`);
  known.set(path, node);
  return node;
}

function isMemoryFolder(node: object): node is MemoryFolder {
  return "contents" in node && typeof node.contents === "object" && "node_ops" in node;
}
