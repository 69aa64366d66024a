/** What is in the assets. It is inflated on the frame's thread, in small pieces: between them it carries interrupts, answers and output. */
import { decompress, parseZstd, type Zstd } from "../../protocol/zstd.ts";

/** Small ones are compressed with gzip, which the browser inflates. @throws TypeError when it is none */
export function gunzip(compressed: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> {
  return new Response(new Response(compressed).body?.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** @throws CompileError, ParseError when this is not the decoder's WebAssembly */
export async function startDecoder(wasm: ArrayBuffer): Promise<Zstd> {
  const { instance } = await WebAssembly.instantiate(wasm);
  return parseZstd(instance.exports);
}

/**
 * Its chunks are the decoder's own memory, as it is until the next is asked for: who reads takes each at once, and none is made in advance.
 *
 * @throws RangeError when a piece is broken, then the stream fails
 */
export function streamOf(zstd: Zstd, compressed: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  const pieces = decompress(zstd, compressed);
  const source: UnderlyingDefaultSource<Uint8Array<ArrayBuffer>> = {
    async pull(controller) {
      await turn();
      const piece = pieces.next();
      if (piece.done === true) controller.close();
      else controller.enqueue(piece.value);
    },
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}

/** Each piece is as it is until the next is asked for. @throws RangeError when the content is broken */
export async function* inflatePieces(zstd: Zstd, compressed: Uint8Array): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
  for (const piece of decompress(zstd, compressed)) {
    yield piece;
    await turn();
  }
}

/** @throws RangeError when the content is broken, or of another size */
export async function inflateInto(target: Uint8Array, zstd: Zstd, compressed: Uint8Array): Promise<void> {
  let at = 0;
  for (const piece of decompress(zstd, compressed)) {
    target.set(piece, at);
    at += piece.length;
    await turn();
  }
  if (at < target.length) throw new RangeError("an asset is smaller than the manifest says");
}

const turns = new MessageChannel();
turns.port1.start();

/** Resolves in a task of its own. Streams alone go on from microtask to microtask, and no message would come between. */
function turn(): Promise<void> {
  return new Promise((resolve) => {
    turns.port1.addEventListener("message", () => resolve(), { once: true });
    turns.port2.postMessage(null);
  });
}
