/**
 * Makes of the image's assets what the worker boots from. It happens in the frame because the frame has nothing else to do: the page
 * builds its terminal meanwhile, and the worker reads its script.
 */
import type { AssetSizes } from "../../protocol/cell.ts";
import type { Assets } from "./assets.ts";

export interface BootImage {
  /** Compiled, or null. It can cross to the worker: frame and worker are one agent cluster. */
  readonly module: Promise<WebAssembly.Module | null>;
  /** A heap image, or null. */
  readonly snapshot: Promise<Uint8Array<ArrayBuffer> | null>;
}

export function prepareBootImage(assets: Assets, sizes: AssetSizes): BootImage {
  const inflated = Promise.withResolvers<void>();
  const module = assets.use("wasm", ({ content, ended }) => {
    ended.then(inflated.resolve);
    return compile(content);
  });
  // After the wasm, which the worker can use first; side by side they would only delay each other.
  const snapshot = Promise.race([inflated.promise, module]).then(() => assets.inflated("snapshot", new Uint8Array(sizes.snapshot)));
  return { module, snapshot };
}

/** Compiles while the rest is still being inflated. */
function compile(content: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<WebAssembly.Module> {
  return WebAssembly.compileStreaming(new Response(content, { headers: { "Content-Type": "application/wasm" } }));
}
