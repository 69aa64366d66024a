import type { Readable } from "node:stream";

/** Pieces that wait in a web stream before the source is paused; a piece from a socket has at most 64 KiB. */
const WAITING_PIECES = 4;

export interface ReadableHooks {
  /** What the web stream's reader is told when the source breaks. */
  readonly onBroken: (error: Error) => Error;
  readonly onCancel: () => void;
}

/**
 * A web stream over a Node stream, without copying. `Readable.toWeb` does the same at several times the cost,
 * and does not let the failure be named.
 */
export function webReadable(source: Readable, hooks: ReadableHooks): ReadableStream<Uint8Array> {
  let open = true;
  const finish = (action: () => void) => {
    if (open) action();
    open = false;
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const breakWith = (error: Error) => finish(() => controller.error(hooks.onBroken(error)));
        source.on("data", (piece: Uint8Array) => {
          if (!open) return;
          controller.enqueue(piece);
          if ((controller.desiredSize ?? 0) <= 0) source.pause();
        });
        source.once("end", () => finish(() => controller.close()));
        source.on("error", breakWith);
        source.once("close", () => {
          if (open) breakWith(new Error("closed before its end"));
        });
      },
      pull: () => void source.resume(),
      cancel: () => finish(hooks.onCancel),
    },
    { highWaterMark: WAITING_PIECES },
  );
}
