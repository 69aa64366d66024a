/** Inflates gzip on the frame's thread, in small pieces: between them it carries interrupts, answers and output. */

const SLICE_BYTES = 1 << 16;

/** A stream, and when it has ended. */
export interface Inflating {
  readonly content: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly ended: Promise<void>;
}

/**
 * The content of `bytes`. What is inflated already stays as it is (RFC 1952 §2.3.1): some hosts serve gzip files with
 * `Content-Encoding: gzip`. The stream fails with a TypeError when they are broken.
 */
export function inflate(bytes: ArrayBuffer): Inflating {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const [first, second] = new Uint8Array(bytes, 0, 2);
  const slices = slicesOf(bytes, resolve);
  return { content: first === 0x1f && second === 0x8b ? slices.pipeThrough(new DecompressionStream("gzip")) : slices, ended };
}

/** @throws TypeError when `bytes` are broken, or do not fill the target exactly */
export async function inflateInto(target: Uint8Array, bytes: ArrayBuffer): Promise<void> {
  let at = 0;
  const reader = inflate(bytes).content.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (at + next.value.length > target.length) throw new TypeError("an asset is larger than the manifest says");
    target.set(next.value, at);
    at += next.value.length;
  }
  if (at < target.length) throw new TypeError("an asset is smaller than the manifest says");
}

function slicesOf(bytes: ArrayBuffer, onEnd: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      async pull(controller) {
        await turn();
        const end = Math.min(at + SLICE_BYTES, bytes.byteLength);
        controller.enqueue(new Uint8Array(bytes, at, end - at));
        at = end;
        if (at < bytes.byteLength) return;
        controller.close();
        onEnd();
      },
    },
    { highWaterMark: 0 },
  );
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
