// Boots an interpreter from the built image under Node, the way that the browser's worker does: for tests and measurements.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import createPyodideModule from "pyodide/pyodide.asm.mjs";
import { loadPyodide, type PyodideAPI } from "pyodide";
import { parseArchive, writeArchive } from "../../src/protocol/archive.ts";
import { awaken } from "../../workers/interpreter/awaken.ts";
import { ColdCode } from "../../workers/interpreter/cold-code.ts";
import type { AssetName, Manifest } from "../../workers/image/manifest.ts";
import type { LoadOptions } from "../../workers/image/runtime.ts";
import { STDLIB } from "../../workers/image/site/stage.ts";
import { HeapReader } from "../../src/protocol/heap-image.ts";
import { decompress, parseZstd } from "../../src/protocol/zstd.ts";
import { staticData } from "../../workers/image/snapshot/statics.ts";
import { makeDecoder } from "../../workers/image/decoder.ts";
import { withPyodide } from "../../workers/image/split/folder.ts";

const decoder = await WebAssembly.compile(await makeDecoder());

/** An asset's bytes, inflated. */
export function readAsset(folder: string, manifest: Manifest, name: AssetName): Uint8Array<ArrayBuffer> {
  return inflate(readFileSync(join(folder, manifest.assets[name].file)));
}

/** @throws RangeError when these are not Zstandard's bytes */
export function inflate(compressed: Uint8Array): Uint8Array<ArrayBuffer> {
  const { exports } = new WebAssembly.Instance(decoder);
  return new Uint8Array(Buffer.concat([...copies(decompress(parseZstd(exports), compressed))]));
}

function* copies(pieces: Iterable<Uint8Array>): Generator<Uint8Array> {
  for (const piece of pieces) yield piece.slice();
}

/** An interpreter from the snapshot, with all files of the library. */
export async function restore(folder: string, manifest: Manifest): Promise<PyodideAPI> {
  const snapshot = readAsset(folder, manifest, "snapshot");
  const library = parseArchive(readAsset(folder, manifest, "library"));
  const wasm = readAsset(folder, manifest, "wasm");
  const headless = new Uint8Array(1 << 16);
  const python = await load(wasm, new Uint8Array(), { _loadSnapshot: headless, createPyodideModule: withHeap(snapshot, wasm, headless, joining(readAsset(folder, manifest, "cold"))) });
  writeArchive(python.FS, library);
  awaken(python);
  return python;
}

/** An interpreter that starts without the snapshot: the fallback. */
export async function startWithoutSnapshot(folder: string, manifest: Manifest): Promise<PyodideAPI> {
  const library = parseArchive(readAsset(folder, manifest, "library"));
  const stdlib = library.find(({ path }) => path === STDLIB);
  if (!stdlib) throw new Error("The library has no standard library.");
  const python = await load(readAsset(folder, manifest, "wasm"), stdlib.bytes, { createPyodideModule: joining(readAsset(folder, manifest, "cold")) });
  writeArchive(python.FS, library);
  return python;
}

type ModuleFactory = NonNullable<LoadOptions["createPyodideModule"]>;

/** With both halves of the wasm. */
function joining(cold: Uint8Array<ArrayBuffer>): ModuleFactory {
  return (settings) => {
    const instantiate = settings.instantiateWasm;
    if (!instantiate) throw new Error("This version of Pyodide does not instantiate its WebAssembly module through a setting.");
    return createPyodideModule({
      ...settings,
      instantiateWasm: (imports, done) =>
        instantiate(imports, (instance, module) => {
          new ColdCode(instance, imports, () => cold);
          done(instance, module);
        }),
    });
  };
}

/** Puts the heap in place. It has to grow before; what malloc writes is overwritten (pyodide/pyodide#6254). */
function withHeap(snapshot: Uint8Array, wasm: Uint8Array, headless: Uint8Array, create: ModuleFactory): ModuleFactory {
  return async (settings) => {
    const module = await create(settings);
    const heap = await HeapReader.open(whole(snapshot));
    const touched = module.HEAP8.length;
    if (touched < heap.size) callExport(module, "_malloc", heap.size);
    const statics = staticData(wasm);
    await heap.writeInto(new Uint8Array(module.HEAP8.buffer), statics, [statics.length, statics.length], touched);
    heap.writeHeadless(headless);
    return module;
  };
}

/** One piece. */
export async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Pyodide's types do not list all that its WebAssembly module exports. */
function callExport(module: object, name: string, ...values: number[]): void {
  const exported: unknown = Reflect.get(module, name);
  if (typeof exported !== "function") throw new Error(`Pyodide does not export ${name}.`);
  exported(...values);
}

/** Under Node, Pyodide takes the standard library from a file; in a worker, from an answer to `fetch`. */
function load(wasm: Uint8Array, stdlib: Uint8Array, options: LoadOptions): Promise<PyodideAPI> {
  return withPyodide(wasm, (folder) => {
    writeFileSync(join(folder, "stdlib.zip"), stdlib);
    return loadPyodide({ indexURL: folder, stdLibURL: join(folder, "stdlib.zip"), ...options });
  });
}
