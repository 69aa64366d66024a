import { connect as openSocket, type Socket } from "cloudflare:sockets";
import type { Connection, ConnectTarget, Platform } from "../core/index.ts";
import { socketConnection } from "./connection.ts";
import { lookUp } from "./dns.ts";
import { dialError } from "./errors.ts";

/** Sockets of workerd, names of a DNS-over-HTTPS resolver. Certificates are judged by the runtime's store. */
export function edgePlatform(resolver: string): Platform {
  return { resolve: (host, signal) => lookUp(resolver, host, signal), connect };
}

async function connect(target: ConnectTarget, signal: AbortSignal): Promise<Connection> {
  const socket = openTcp(target);
  const stop = () => void socket.close().catch(() => undefined);
  signal.addEventListener("abort", stop, { once: true });
  try {
    signal.throwIfAborted();
    await opened(socket, false);
    if (target.tls === undefined) return socketConnection(socket);
    // The address stays the one that was checked, and the certificate must be the name's: `connect` with TLS would take both from
    // one host name, and resolve it a second time.
    const secure = socket.startTls({ expectedServerHostname: target.tls.servername });
    await opened(secure, true);
    return socketConnection(secure);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function openTcp({ address, port, tls }: ConnectTarget): Socket {
  const hostname = address.includes(":") ? `[${address}]` : address;
  return openSocket({ hostname, port }, { secureTransport: tls === undefined ? "off" : "starttls", allowHalfOpen: false });
}

async function opened(socket: Socket, overTls: boolean): Promise<void> {
  // Nobody waits for the close; a socket that fails rejects this as well.
  socket.closed.catch(() => undefined);
  await socket.opened.catch(() => {
    throw dialError(overTls);
  });
}
