import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Metrics } from "./metrics.ts";

/** For the operator alone, on a port of its own: whether the proxy takes requests, and what it has done. */
export function adminServer(metrics: Metrics, isServing: () => boolean): Server {
  return createServer((incoming, outgoing) => answer(incoming, outgoing, metrics, isServing()));
}

function answer({ method, url }: IncomingMessage, outgoing: ServerResponse, metrics: Metrics, serving: boolean): void {
  outgoing.setHeader("Cache-Control", "no-store").setHeader("X-Content-Type-Options", "nosniff");
  if (method !== "GET" && method !== "HEAD") return send(outgoing, 405, "text/plain", "");
  if (url === "/health") return send(outgoing, serving ? 200 : 503, "application/json", JSON.stringify({ status: serving ? "ok" : "stopping" }));
  if (url === "/metrics") return send(outgoing, 200, "text/plain; version=0.0.4; charset=utf-8", metrics.text());
  return send(outgoing, 404, "text/plain", "");
}

function send(outgoing: ServerResponse, status: number, type: string, text: string): void {
  outgoing.writeHead(status, { "Content-Type": type }).end(text);
}
