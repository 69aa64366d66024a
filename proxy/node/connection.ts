import type { Socket } from "node:net";
import type { ByteConnection } from "../core/index.ts";
import { drained } from "./drained.ts";
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
  return room(socket);
}

async function room(socket: Socket): Promise<void> {
  await drained(socket);
  if (socket.destroyed) throw brokenError(new Error("destroyed"));
}
