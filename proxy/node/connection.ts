import type { Socket } from "node:net";
import type { ByteConnection } from "../core/index.ts";
import { brokenError } from "./errors.ts";
import { NodeReader } from "./reader.ts";

/** An open socket as the core's byte streams, with back-pressure both ways; `keep` takes it when it was released. */
export function socketConnection(socket: Socket, keep: ((socket: Socket) => void) | null = null): ByteConnection {
  let own = true;
  const close = () => {
    if (own) socket.destroy();
  };
  const reader = new NodeReader(socket, { onBroken: brokenError, onCancel: close });
  const release = () => {
    if (!own || keep === null || !reader.leave()) return close();
    own = false;
    keep(socket);
  };
  return { reader, write: (piece) => write(socket, piece), close, release };
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
