import { ADDRCONFIG, promises as dns } from "node:dns";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import type { ConnectTarget, Platform } from "../core/index.ts";
import { socketConnection } from "./connection.ts";
import { dialError, lookupError } from "./errors.ts";
import { IdleSockets } from "./idle-sockets.ts";

/** The platform on Node, with what it holds. */
export interface NodePlatform extends Platform {
  /** Gives up the connections that it keeps. */
  close(): void;
}

/**
 * Sockets and names of this machine. Connections that were released are taken again, for the same owner, address, port and name on the certificate.
 * Certificates are judged by Node's store; `NODE_EXTRA_CA_CERTS` adds to it.
 */
export function createNodePlatform(): NodePlatform {
  const idle = new IdleSockets();
  const keeper = (target: ConnectTarget) => (target.owner === undefined ? null : (socket: Socket) => idle.keep(keyOf(target), socket));
  return {
    resolve,
    connect: async (target, signal) => socketConnection(await dialled(target, signal), keeper(target)),
    reuse: (target) => {
      const socket = idle.take(keyOf(target));
      return socket === null ? null : socketConnection(socket, keeper(target));
    },
    close: () => idle.clear(),
  };
}

/** The same without keeping any connection. */
export const nodePlatform: Platform = {
  resolve,
  connect: async (target, signal) => socketConnection(await dialled(target, signal)),
};

// No part has a space in it.
function keyOf({ owner = "", address, port, tls }: ConnectTarget): string {
  return `${owner} ${address} ${port} ${tls?.servername ?? ""}`;
}

// getaddrinfo rather than DNS alone: it orders the addresses by RFC 6724 and knows the machine's own hosts file.
async function resolve(host: string): Promise<readonly string[]> {
  try {
    const found = await dns.lookup(host, { all: true, verbatim: true, hints: ADDRCONFIG });
    return found.map(({ address }) => address);
  } catch (error) {
    throw lookupError(host, error);
  }
}

function dialled(target: ConnectTarget, signal: AbortSignal): Promise<Socket> {
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
      settle(socket);
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
