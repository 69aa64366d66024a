import { type Server, type Socket } from "node:net";
import type { RunningServer } from "./process.ts";

/** Listens on a free loopback port. `stop` also drops the connections that are open. */
export async function listenOnLoopback(server: Server): Promise<RunningServer> {
  const open = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    open.add(socket);
    // A client that resets its connection is nothing that a test server has to report.
    socket.on("error", () => undefined).on("close", () => open.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  return { host: "127.0.0.1", port: portOf(server), stop: () => close(server, open) };
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server does not listen on TCP.");
  return address.port;
}

function close(server: Server, open: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    for (const socket of open) socket.destroy();
  });
}
