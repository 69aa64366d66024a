/**
 * The files below the home folder, of which the page keeps copies: what the user wrote outlives the interpreter.
 *
 * They are looked at from below Python. So no code of the user is in the way, no Ctrl-C comes in between, it takes microseconds, and they can be had
 * even when Python has died.
 */
import type { Tell } from "../../src/protocol/ask.ts";
import {
  isKeptPath,
  MAX_KEPT_BYTES,
  MAX_KEPT_FILE_BYTES,
  MAX_KEPT_FILES,
  MAX_LEFT_OUT,
  NOTHING_LEFT_OUT,
  type KeptFile,
  type LeftOut,
} from "../../src/protocol/kept.ts";

export const HOME = "/home/pyodide";
/** Files and folders that one look goes through, so that it never takes long. */
const MAX_SEEN = 1024;
/** Between looks while code runs (milliseconds). */
const INTERVAL = 1000;
/** What Python writes there by itself, and can write anew. */
const CACHE = "__pycache__";

/** What is used of Emscripten's file system. */
export interface HomeFileSystem {
  readdir(path: string): string[];
  lstat(path: string): Stat;
  isFile(mode: number): boolean;
  isDir(mode: number): boolean;
  readFile(path: string): Uint8Array<ArrayBuffer>;
  writeFile(path: string, content: Uint8Array, options: { readonly canOwn: boolean }): void;
  mkdirTree(path: string): void;
  readonly ErrnoError: new (errno: number) => Error;
}

interface Stat {
  readonly ino: number;
  readonly mode: number;
  readonly mtime: Date;
  readonly size: number;
}

/** A file as it was when it was looked at. Where all is the same, so is the content, unless it is `fresh`. */
interface Seen {
  readonly inode: number;
  /** It says who may read it. */
  readonly mode: number;
  readonly time: number;
  readonly size: number;
  /** Its time has not passed yet: what is written now would have the same. */
  readonly fresh: boolean;
}

export type TellPage = (op: Tell["op"], json: string, data?: Uint8Array<ArrayBuffer>) => void;

export class Home {
  readonly #fs: HomeFileSystem;
  readonly #tell: TellPage;
  readonly #kept = new Map<string, Seen>();
  #bytes = 0;
  #leftOut = JSON.stringify(NOTHING_LEFT_OUT);
  #lookedAt = 0;

  /** @param files what an earlier interpreter has left */
  constructor(fs: HomeFileSystem, tell: TellPage, files: readonly KeptFile[]) {
    this.#fs = fs;
    this.#tell = tell;
    for (const file of files) this.#restore(file);
  }

  /** Tells the page what has changed since the last look. */
  look(): void {
    const { found, leftOut } = this.#walk();
    for (const path of this.#kept.keys()) if (!found.has(path)) this.#drop(path);
    for (const [path, seen] of found) {
      if (isSame(this.#kept.get(path), seen)) continue;
      if (!this.#fits(path, seen.size) || !this.#put(path, seen)) this.#leave(path, leftOut);
    }
    this.#tellLeftOut(leftOut);
    this.#lookedAt = performance.now();
  }

  /** For the time while code runs, when a look at each occasion would be too much. */
  lookNowAndThen(): void {
    if (performance.now() - this.#lookedAt >= INTERVAL) this.look();
  }

  #restore({ path, content }: KeptFile): void {
    const name = `${HOME}/${path}`;
    this.#fs.mkdirTree(name.slice(0, name.lastIndexOf("/")));
    this.#fs.writeFile(name, content, { canOwn: true });
    this.#remember(path, { ...seenAs(this.#fs.lstat(name)), fresh: false }); // nobody writes before the first prompt
  }

  /** Links are not followed: what they lead to is elsewhere, or is found by itself. */
  #walk(): { readonly found: Map<string, Seen>; readonly leftOut: string[] } {
    const found = new Map<string, Seen>();
    const leftOut: string[] = [];
    const folders = [""];
    let seen = 0;
    for (let folder = folders.shift(); folder !== undefined; folder = folders.shift()) {
      for (const name of this.#permitted(() => this.#fs.readdir(`${HOME}/${folder}`)) ?? []) {
        if (name === "." || name === ".." || name === CACHE) continue;
        const path = `${folder}${name}`;
        if ((seen += 1) > MAX_SEEN) return { found, leftOut: [...leftOut, path] };
        const stat = this.#permitted(() => this.#fs.lstat(`${HOME}/${path}`));
        if (stat !== null && this.#fs.isDir(stat.mode)) folders.push(`${path}/`);
        else if (stat !== null && this.#fs.isFile(stat.mode) && isKeptPath(path)) found.set(path, seenAs(stat));
        else leftOut.push(path);
      }
    }
    return { found, leftOut };
  }

  /** Null where a mode (`chmod 0`) forbids it, or nothing is there: the home folder itself can be removed. */
  #permitted<T>(look: () => T): T | null {
    try {
      return look();
    } catch (error) {
      if (error instanceof this.#fs.ErrnoError) return null;
      throw error;
    }
  }

  #fits(path: string, size: number): boolean {
    const before = this.#kept.get(path);
    const others = this.#kept.size - (before === undefined ? 0 : 1);
    return size <= MAX_KEPT_FILE_BYTES && others < MAX_KEPT_FILES && this.#bytes - (before?.size ?? 0) + size <= MAX_KEPT_BYTES;
  }

  /** @returns whether the file can be read */
  #put(path: string, seen: Seen): boolean {
    const content = this.#permitted(() => this.#fs.readFile(`${HOME}/${path}`));
    if (content === null) return false;
    this.#tell("kept.put", JSON.stringify({ path }), content);
    this.#forget(path);
    this.#remember(path, seen);
    return true;
  }

  #leave(path: string, leftOut: string[]): void {
    // An old copy would be worse than none.
    if (this.#kept.has(path)) this.#drop(path);
    leftOut.push(path);
  }

  #drop(path: string): void {
    this.#tell("kept.drop", JSON.stringify({ path }));
    this.#forget(path);
  }

  #remember(path: string, seen: Seen): void {
    this.#kept.set(path, seen);
    this.#bytes += seen.size;
  }

  #forget(path: string): void {
    this.#bytes -= this.#kept.get(path)?.size ?? 0;
    this.#kept.delete(path);
  }

  #tellLeftOut(paths: readonly string[]): void {
    const names = paths.slice(0, MAX_LEFT_OUT.names).map((path) => path.slice(0, MAX_LEFT_OUT.characters));
    const leftOut: LeftOut = { names, more: paths.length > names.length };
    const json = JSON.stringify(leftOut);
    if (json !== this.#leftOut) this.#tell("kept.leave-out", json);
    this.#leftOut = json;
  }
}

function seenAs({ ino, mode, mtime, size }: Stat): Seen {
  const time = mtime.getTime();
  return { inode: ino, mode, time, size, fresh: time === Date.now() };
}

function isSame(before: Seen | undefined, now: Seen): boolean {
  return before !== undefined && !before.fresh && before.inode === now.inode && before.mode === now.mode && before.time === now.time && before.size === now.size;
}
