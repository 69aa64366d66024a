// Pages' WebSockets, from the request to switch to one until nothing more is to come.
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type RawData, type WebSocket, WebSocketServer } from "ws";
import { type Call, type Handler, MAX_MESSAGE_BYTES, RelaySocket, SOCKET_PROTOCOL } from "../core/index.ts";
import { pathOf } from "./http-adapter.ts";

/** Milliseconds. */
export interface Patience {
  /** For the next request. */
  readonly idleMs: number;
  /** For an exchange in which nothing moves. */
  readonly stalledMs: number;
  readonly checkMs: number;
}

interface Open {
  readonly socket: WebSocket;
  readonly relay: RelaySocket;
  movedAt: number;
}

/** More than what a page may have to credit yet: this one says that it has read what it has not. */
const MAX_UNSENT_BYTES = 1 << 22;

const GOING_AWAY = 1001;
const NOT_UNDERSTOOD = 1002;

export class SocketFront {
  readonly #handle: Handler;
  readonly #patience: Patience;
  readonly #server = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: MAX_MESSAGE_BYTES, handleProtocols: () => SOCKET_PROTOCOL });
  readonly #open = new Set<Open>();
  #closing = false;
  #checking: NodeJS.Timeout | null = null;

  constructor(handle: Handler, patience: Patience) {
    this.#handle = handle;
    this.#patience = patience;
  }

  /** Who may ask for the proxy's status may open a socket; what is sent on it is judged each time. Never rejects. */
  async upgrade(incoming: IncomingMessage, connection: Duplex, first: Buffer, client: string): Promise<void> {
    connection.on("error", () => connection.destroy());
    const { status } = await this.#handle(statusCall(incoming, client)).catch(() => ({ status: 400 }));
    if (this.#closing || status !== 200 || incoming.headers["sec-websocket-protocol"] !== SOCKET_PROTOCOL) return refuse(connection, status === 200 ? 400 : status);
    this.#server.handleUpgrade(incoming, connection, first, (socket) => this.#take(socket, incoming.headers.origin ?? null, client));
  }

  /** Takes no more requests; sockets close when nothing is under way on them. */
  close(): void {
    this.#closing = true;
    for (const open of this.#open) this.#closeIfIdle(open);
  }

  cut(): void {
    for (const { socket } of this.#open) socket.terminate();
  }

  #take(socket: WebSocket, origin: string | null, client: string): void {
    const end = {
      send: (message: Uint8Array | string) => {
        open.movedAt = performance.now();
        if (socket.bufferedAmount > MAX_UNSENT_BYTES) socket.terminate();
        else socket.send(message);
      },
      close: () => socket.close(NOT_UNDERSTOOD),
    };
    const open: Open = { socket, relay: new RelaySocket(this.#handle, { client, origin }, end), movedAt: performance.now() };
    this.#open.add(open);
    this.#checking ??= setInterval(() => this.#check(), this.#patience.checkMs).unref();
    socket.on("error", () => socket.terminate());
    socket.on("message", (data, isBinary) => void this.#receive(open, isBinary ? bytesOf(data) : String(data)));
    socket.on("close", () => {
      this.#open.delete(open);
      open.relay.closed();
    });
  }

  async #receive(open: Open, message: Uint8Array | string): Promise<void> {
    open.movedAt = performance.now();
    await open.relay.receive(message);
    open.movedAt = performance.now();
    if (this.#closing) this.#closeIfIdle(open);
  }

  #closeIfIdle({ socket, relay }: Open): void {
    if (!relay.busy) socket.close(GOING_AWAY);
  }

  #check(): void {
    const now = performance.now();
    for (const { socket, relay, movedAt } of this.#open) {
      const { idleMs, stalledMs } = this.#patience;
      if (now - movedAt > (relay.busy ? stalledMs : idleMs)) socket.terminate();
    }
    if (this.#open.size > 0 || this.#checking === null) return;
    clearInterval(this.#checking);
    this.#checking = null;
  }
}

/** As long as nobody asks for another form, it is a Buffer. */
function bytesOf(data: RawData): Uint8Array {
  return data instanceof Buffer ? data : new Uint8Array(0);
}

function statusCall(incoming: IncomingMessage, client: string): Call {
  const { method = "", headers } = incoming;
  const header = (name: string): string | null => (name === "origin" ? (headers.origin ?? null) : null);
  return { method, path: pathOf(incoming), client, body: null, header, onGone: () => () => undefined };
}

function refuse(connection: Duplex, status: number): void {
  connection.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
