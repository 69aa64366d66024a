/** Inflates gzip on the frame's thread, in small pieces: between them it carries interrupts, answers and output. */

const SLICE_BYTES = 1 << 18;

/** A stream, and when all that goes into it has been taken. */
export interface Inflating {
  readonly content: ReadableStream<Uint8Array<ArrayBuffer>>;
  readonly ended: Promise<void>;
}

/** The content of what is compressed. The stream fails with a TypeError when that is broken. */
export function inflate(compressed: Uint8Array<ArrayBuffer>): Inflating {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  return { content: slices(compressed, resolve).pipeThrough(new DecompressionStream("gzip")), ended };
}

function slices(bytes: Uint8Array<ArrayBuffer>, onEnd: () => void): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await turn();
      controller.enqueue(bytes.subarray(at, (at += SLICE_BYTES)));
      if (at < bytes.length) return;
      controller.close();
      onEnd();
    },
  });
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
