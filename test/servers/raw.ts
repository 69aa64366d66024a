import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer, type Socket } from "node:net";
import { listenOnLoopback } from "./listener.ts";
import type { RunningServer } from "./process.ts";
import { takeRequest, type WireRequest } from "./wire-request.ts";

/** A server that takes connections and requests, and never answers. */
export interface HangingServer extends RunningServer {
  /** Connections that are open now: an aborted exchange must bring it down. */
  connections(): number;
}

/** Starts a {@link HangingServer}. */
export async function startHanging(): Promise<HangingServer> {
  let open = 0;
  const server = createServer((socket) => {
    open += 1;
    socket.on("close", () => (open -= 1)).resume();
  });
  return { ...(await listenOnLoopback(server)), connections: () => open };
}

/** What a drip server answers, and how slowly. */
export interface Drip {
  /** The pieces of the body, in order. */
  readonly pieces: readonly string[];
  /** Milliseconds before each piece. */
  readonly every: number;
}

/** Starts a server that answers every request with a head at once and the body piece by piece. */
export async function startDrip(drip: Drip): Promise<RunningServer> {
  const server = createServer((socket) => {
    onRequests(socket, () => answerInDrips(socket, drip));
  });
  return listenOnLoopback(server);
}

function answerInDrips(socket: Socket, { pieces, every }: Drip): void {
  const length = Buffer.byteLength(pieces.join(""));
  socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${length}\r\n\r\n`);
  const left = [...pieces];
  const timer = setInterval(() => {
    const piece = left.shift();
    if (piece !== undefined) socket.write(piece);
    if (left.length === 0) clearInterval(timer);
  }, every);
  socket.once("close", () => clearInterval(timer));
}

/**
 * Starts a server that answers `/` with the first piece of the body, and goes on whenever `/next` is asked for. A client that does not
 * read a body as it comes never gets to ask.
 */
export async function startGated(pieces: readonly string[]): Promise<RunningServer> {
  let next = (): void => undefined;
  const server = createServer((socket) => {
    onRequests(socket, (request) => {
      if (request.head.startsWith("GET /next ")) {
        socket.write("HTTP/1.1 204 No Content\r\n\r\n");
        return next();
      }
      const left = [...pieces];
      socket.write(`HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: ${Buffer.byteLength(pieces.join(""))}\r\n\r\n`);
      next = () => void socket.write(left.shift() ?? "");
      next();
    });
  });
  return listenOnLoopback(server);
}

/** Takes uploads, and tells at `/received` how many bytes of them have come so far, over how many open connections. */
export async function startCounting(): Promise<RunningServer> {
  let received = 0;
  const uploads = new Set<IncomingMessage>();
  const server = createHttpServer((request, response) => {
    if (request.url === "/received") return void response.end(`${received} ${uploads.size}`);
    uploads.add(request);
    request.on("data", ({ length }: Buffer) => (received += length)).on("close", () => uploads.delete(request));
    request.on("end", () => response.end("all"));
  });
  return listenOnLoopback(server);
}

/** Starts a server that answers every request with its own bytes: a JSON `WireRequest`. For requests of a few kilobytes. */
export async function startEcho(): Promise<RunningServer> {
  const server = createServer((socket) => {
    onRequests(socket, (request) => socket.write(jsonAnswer(request)));
  });
  return listenOnLoopback(server);
}

function onRequests(socket: Socket, answer: (request: WireRequest) => void): void {
  let pending: Buffer = Buffer.alloc(0);
  socket.on("data", (data: Buffer) => {
    pending = Buffer.concat([pending, data]);
    for (let taken = takeRequest(pending); taken !== undefined; taken = takeRequest(pending)) {
      pending = taken.rest;
      answer(taken.request);
    }
  });
}

function jsonAnswer(value: unknown): string {
  // Everything beyond ASCII is escaped, so that characters are bytes.
  const body = JSON.stringify(value).replace(/[\u0080-\uffff]/g, escapeCharacter);
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

/**
 * Takes and gives bytes as fast as it can:
 * `GET /bytes/N` answers N bytes, `GET /small` a few, and any body is swallowed and answered with `{"received": N}`.
 */
export interface ThroughputServer extends RunningServer {
  /** How often `/small` was asked for since the start. */
  smallGets(): number;
}

/** Starts a {@link ThroughputServer}. */
export async function startThroughput(): Promise<ThroughputServer> {
  let small = 0;
  const server = createHttpServer((request, response) => {
    if (request.url === "/small") small += 1;
    answerThroughput(request, response);
  });
  return { ...(await listenOnLoopback(server)), smallGets: () => small };
}

function answerThroughput(request: IncomingMessage, response: ServerResponse): void {
  let received = 0;
  request.on("data", (data: Buffer) => (received += data.length));
  request.on("error", () => undefined);
  request.on("end", () => {
    const wanted = /^\/bytes\/(\d+)$/.exec(request.url ?? "")?.[1];
    if (wanted !== undefined) sendBytes(response, Number(wanted));
    else response.setHeader("Content-Type", "application/json").end(JSON.stringify({ received }));
  });
}

const PIECE = Buffer.alloc(256 * 1024, "libcloud");

function sendBytes(response: ServerResponse, total: number): void {
  response.writeHead(200, { "Content-Type": "application/octet-stream", "Content-Length": total });
  let left = total;
  const pump = (): void => {
    while (left > 0) {
      const piece = PIECE.subarray(0, Math.min(left, PIECE.length));
      left -= piece.length;
      if (!response.write(piece) && left > 0) return void response.once("drain", pump);
    }
    response.end();
  };
  pump();
}
