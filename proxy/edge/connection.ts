import type { Socket } from "cloudflare:sockets";
import type { Connection } from "../core/index.ts";
import { brokenError } from "./errors.ts";

/** workerd reads 4 KiB at a time unless it is given a larger buffer. */
const PIECE_BYTES = 64 * 1024;

/** An open socket as the core's byte streams, with back-pressure both ways. */
export function socketConnection(socket: Socket): Connection {
  const close = () => void socket.close().catch(() => undefined);
  return { readable: namedFailures(socket.readable, close), writable: socket.writable, close };
}

/** The same bytes, but a failure is one that may be told. */
function namedFailures(source: ReadableStream<Uint8Array>, close: () => void): ReadableStream<Uint8Array> {
  const reader = source.getReader({ mode: "byob" });
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read(new Uint8Array(PIECE_BYTES)).catch(() => {
          throw brokenError();
        });
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}
