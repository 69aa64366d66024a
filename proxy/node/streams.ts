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
  return detachableReadable(source, hooks).stream;
}

export interface DetachableReadable {
  readonly stream: ReadableStream<Uint8Array>;
  /** Leaves the source to others; false if the source is broken or ended, or if something that it gave has not been read. */
  detach(): boolean;
}

/** A {@link webReadable} over a source that outlives it. */
export function detachableReadable(source: Readable, hooks: ReadableHooks): DetachableReadable {
  let open = true;
  let detach = () => false;
  let failure: Error | null = null;
  const finish = (action: () => void) => {
    if (open) action();
    open = false;
  };
  const stream = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const breakWith = (error: Error) =>
          finish(() => {
            failure = hooks.onBroken(error);
            failWhenRead(controller, failure);
          });
        const take = (piece: Uint8Array) => {
          if (!open) return;
          controller.enqueue(piece);
          if ((controller.desiredSize ?? 0) <= 0) source.pause();
        };
        const end = () => finish(() => controller.close());
        const close = () => {
          if (open) breakWith(new Error("closed before its end"));
        };
        source.on("data", take).on("error", breakWith).once("end", end).once("close", close);
        detach = () => {
          const clean = open && controller.desiredSize === WAITING_PIECES;
          if (clean) source.off("data", take).off("error", breakWith).off("end", end).off("close", close);
          open &&= !clean;
          return clean;
        };
      },
      pull: (controller) => {
        if (failure !== null) failWhenRead(controller, failure);
        else if (open) source.resume();
      },
      cancel: () => finish(hooks.onCancel),
    },
    { highWaterMark: WAITING_PIECES },
  );
  return { stream, detach: () => detach() };
}

// An errored web stream forgets what waits in it, but a server may answer in full and then reset the connection.
function failWhenRead(controller: ReadableStreamDefaultController<Uint8Array>, failure: Error): void {
  if (controller.desiredSize === WAITING_PIECES) controller.error(failure);
}
