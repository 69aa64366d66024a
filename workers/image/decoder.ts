/** The decoder of Zstandard: AssemblyScript's compiler, which comes from npm for any machine, makes it of `workers/zstd`. */
import { fileURLToPath } from "node:url";
import { main } from "assemblyscript/asc";

const SOURCES = fileURLToPath(new URL("../zstd", import.meta.url));
const OUTPUT = "zstd.wasm";

/** No memory is managed: what is where is told in `workers/zstd/memory.ts`. Constants are below, and five pages are what comes before the content. */
const OPTIONS = ["-O3", "--runtime", "stub", "--memoryBase", "512", "--initialMemory", "5", "--enable", "simd", "--enable", "bulk-memory"];

let made: Promise<Uint8Array<ArrayBuffer>> | null = null;

/** A WebAssembly module, for `src/protocol/zstd.ts`. It takes a few seconds once. @throws Error when the sources are wrong */
export function makeDecoder(): Promise<Uint8Array<ArrayBuffer>> {
  return (made ??= compile());
}

async function compile(): Promise<Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array | string>();
  const writeFile = (name: string, content: Uint8Array | string): void => void files.set(name, content);
  const { error, stderr } = await main(["main.ts", "--baseDir", SOURCES, "--outFile", OUTPUT, ...OPTIONS], { writeFile });
  const wasm = files.get(OUTPUT);
  if (error !== null || !(wasm instanceof Uint8Array)) throw new Error(`The decoder of Zstandard could not be made. ${stderr.toString()}`);
  return new Uint8Array(wasm);
}
