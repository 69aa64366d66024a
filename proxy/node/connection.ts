import type { Socket } from "node:net";
import type { Connection } from "../core/index.ts";
import { brokenError } from "./errors.ts";
import { webReadable } from "./streams.ts";

/** An open socket as the core's byte streams, with back-pressure both ways. */
export function socketConnection(socket: Socket): Connection {
  const close = () => void socket.destroy();
  return {
    readable: webReadable(socket, { onBroken: brokenError, onCancel: close }),
    writable: new WritableStream<Uint8Array>({ write: (piece) => write(socket, piece), abort: close }),
    close,
  };
}

function write(socket: Socket, piece: Uint8Array): Promise<void> | void {
  if (!socket.destroyed && socket.write(piece)) return;
  return drained(socket);
}

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) reject(brokenError(new Error("destroyed")));
    const settle = () => {
      socket.off("drain", settle).off("close", settle);
      if (socket.destroyed) reject(brokenError(new Error("destroyed")));
      else resolve();
    };
    socket.on("drain", settle).on("close", settle);
  });
}
