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
  let failure: Error | null = null;
  const finish = (action: () => void) => {
    if (open) action();
    open = false;
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const breakWith = (error: Error) =>
          finish(() => {
            failure = hooks.onBroken(error);
            failWhenRead(controller, failure);
          });
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
      pull: (controller) => {
        if (failure === null) source.resume();
        else failWhenRead(controller, failure);
      },
      cancel: () => finish(hooks.onCancel),
    },
    { highWaterMark: WAITING_PIECES },
  );
}

// An errored web stream forgets what waits in it, but a server may answer in full and then reset the connection.
function failWhenRead(controller: ReadableStreamDefaultController<Uint8Array>, failure: Error): void {
  if (controller.desiredSize === WAITING_PIECES) controller.error(failure);
}
