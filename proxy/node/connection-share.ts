import type { Server, Socket } from "node:net";
import { clientKey } from "../core/index.ts";

/** Cuts what a client opens beyond so many connections: whoever holds all of a server's would shut everybody else out. */
export function limitConnections(server: Server, perClient: number): void {
  const open = new Map<string, number>();
  server.on("connection", (socket: Socket) => {
    const client = clientKey(socket.remoteAddress ?? "");
    const count = (open.get(client) ?? 0) + 1;
    if (count > perClient) return void socket.destroy();
    open.set(client, count);
    socket.once("close", () => {
      const left = (open.get(client) ?? 1) - 1;
      if (left > 0) open.set(client, left);
      else open.delete(client);
    });
  });
}
