/** What `build/image/manifest.json` says: which files make up the interpreter image, and what is in them. */
export interface Manifest {
  version: 3;
  /** Changes whenever any input of the image changes: the lock, the builder, Pyodide, the interpreter's Python package. */
  key: string;
  /** CPython's version, e.g. `3.14.2`. */
  python: string;
  /** npm's version of Pyodide, e.g. `314.0.7`. */
  pyodide: string;
  /** The packages in site-packages and their versions, by normalised name. */
  packages: Record<string, string>;
  /** The names of libcloud's drivers, by the hosts that they name. */
  providers: Record<string, string>;
  assets: Record<AssetName, Asset>;
}

/**
 * - `wasm`: Pyodide's WebAssembly module, without the functions that a start does not call.
 * - `snapshot`: the memory of an interpreter after the prelude, see `heap-image.ts` for its form.
 * - `cold`: those functions, see `cold-code.ts`.
 * - `library`: an archive (see `archive.ts`) of the standard library's zip and of site-packages.
 * - `tests`: an archive of `libcloud/test`, which only practice clouds need.
 */
export type AssetName = "wasm" | "snapshot" | "cold" | "library" | "tests";

/** One file of the image, compressed with Zstandard. */
export interface Asset {
  /** Its name in the image's folder; has a part of its own SHA-256 in it. */
  file: string;
  /** Bytes of the file, as it goes over the wire. */
  bytes: number;
  /** Bytes after inflating. */
  size: number;
  /** SHA-256 of the file, hexadecimal. */
  sha256: string;
  /** SHA-256 of what is in it, hexadecimal. */
  sha256Inflated: string;
}
