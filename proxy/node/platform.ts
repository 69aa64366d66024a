import { ADDRCONFIG, promises as dns } from "node:dns";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { Connection, ConnectTarget, Platform } from "../core/index.ts";
import { socketConnection } from "./connection.ts";
import { dialError, lookupError } from "./errors.ts";

/** Sockets and names of this machine. Certificates are judged by Node's store; `NODE_EXTRA_CA_CERTS` adds to it. */
export const nodePlatform: Platform = { resolve, connect };

// getaddrinfo rather than DNS alone: it orders the addresses by RFC 6724 and knows the machine's own hosts file.
async function resolve(host: string): Promise<readonly string[]> {
  try {
    const found = await dns.lookup(host, { all: true, verbatim: true, hints: ADDRCONFIG });
    return found.map(({ address }) => address);
  } catch (error) {
    throw lookupError(host, error);
  }
}

function connect(target: ConnectTarget, signal: AbortSignal): Promise<Connection> {
  return new Promise((settle, reject) => {
    const socket = openSocket(target);
    let tcpUp = false;
    const stop = () => fail(new Error("given up"));
    const cleanUp = () => {
      signal.removeEventListener("abort", stop);
      socket.off("error", fail).off("close", stop);
    };
    const fail = (error: Error) => {
      cleanUp();
      socket.on("error", () => undefined).destroy();
      reject(dialError(error, tcpUp && target.tls !== undefined));
    };
    socket.on("error", fail).on("close", stop);
    socket.once("connect", () => {
      tcpUp = true;
    });
    socket.once(target.tls === undefined ? "connect" : "secureConnect", () => {
      cleanUp();
      settle(socketConnection(socket));
    });
    signal.addEventListener("abort", stop, { once: true });
    if (signal.aborted) stop();
  });
}

function openSocket({ address, port, tls }: ConnectTarget): Socket {
  const socket = tls === undefined ? connectTcp({ host: address, port }) : connectTls(tlsOptions(address, port, tls.servername));
  return socket.setNoDelay(true);
}

// An address must not be sent as a server name (RFC 6066 §3); Node then checks the certificate against `host`.
function tlsOptions(address: string, port: number, servername: string) {
  const names = isIP(servername) === 0 ? { servername } : {};
  return { host: address, port, ALPNProtocols: ["http/1.1"], ...names };
}
