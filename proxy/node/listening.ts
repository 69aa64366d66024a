import type { Server } from "node:http";

/** Resolves with the port; rejects when it is taken. */
export function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => {
      server.off("error", reject);
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
}

/** Takes no more connections, lets requests under way end within the grace, then cuts them, and by `cutOthers` what is no request any more; never rejects. */
export function shutDown(server: Server, graceMs: number, cutOthers: () => void = () => undefined): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => {
      server.closeAllConnections();
      cutOthers();
    }, graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
