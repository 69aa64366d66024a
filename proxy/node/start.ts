import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { createHandler, DEFAULT_LIMITS, type ExchangeRecord, type Handler, type Limits, type Platform, type RelayOptions } from "../core/index.ts";
import { adminServer } from "./admin.ts";
import { limitConnections } from "./connection-share.ts";
import { serve } from "./http-adapter.ts";
import { listen, shutDown } from "./listening.ts";
import { Metrics } from "./metrics.ts";
import { notItself } from "./own-address.ts";
import { createNodePlatform } from "./platform.ts";
import { SocketFront } from "./socket-front.ts";

export interface ProxyOptions extends Omit<RelayOptions, "onExchange" | "onStart" | "sockets"> {
  /** 0 takes a free one. */
  readonly port: number;
  /** The address to listen on; the machine itself only, by default. */
  readonly host?: string;
  /** Serves `/health` and `/metrics` on this port of the machine itself; 0 takes a free one. */
  readonly adminPort?: number;
  /** Takes one JSON line per exchange, with nothing in it that could be secret. */
  readonly log?: (line: string) => void;
  /** How long `close` waits for exchanges under way; in milliseconds, 2000 by default. */
  readonly graceMs?: number;
  /** Behind a server of one's own that terminates TLS: the client is who that server names last in X-Forwarded-For. */
  readonly forwarded?: boolean;
}

export interface Proxy {
  readonly url: string;
  readonly port: number;
  readonly adminPort: number | null;
  /** Takes no more requests, waits for those under way as long as the grace, then cuts them; never rejects. */
  close(): Promise<void>;
}

/** What Node holds per connection before a write waits. */
const BUFFER_BYTES = 128 * 1024;

/** Browsers keep connections for minutes; a server that ends them sooner makes requests fail that were on their way. */
const KEEP_ALIVE_MS = 65_000;

/** A client that neither sends nor reads is cut a little after the core has given up the exchange. */
const MARGIN_MS = 10_000;

/** How often Node looks for clients that drip their HTTP head. */
const CHECK_MS = 5_000;

/** Each page holds some connections that wait for its next request. */
const CONNECTIONS_PER_EXCHANGE = 2;
/** Behind one address there may be a room of people, whose pages wait most of the time. */
const CONNECTIONS_PER_EXCHANGE_OF_A_CLIENT = 8;

const LOOPBACK = "127.0.0.1";

/** Starts the proxy on Node; rejects when the port is taken, and with `TypeError` for options that cannot be read. */
export async function startProxy(options: ProxyOptions, platform: Platform | null = null): Promise<Proxy> {
  const { host = LOOPBACK, log, graceMs = 2_000, forwarded = false } = options;
  const metrics = new Metrics();
  const own = createNodePlatform();
  const ports = new Set<number>();
  const onExchange = (record: ExchangeRecord) => {
    metrics.onExchange(record);
    log?.(JSON.stringify({ time: new Date().toISOString(), ...record }));
  };
  const handle = createHandler({ ...options, sockets: true, onExchange, onStart: () => metrics.onStart() }, notItself(platform ?? own, ports));
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const sockets = new SocketFront(handle, { idleMs: KEEP_ALIVE_MS, stalledMs: limits.idleMs + MARGIN_MS, checkMs: CHECK_MS });
  const server = relayServer(handle, limits, forwarded);
  server.on("upgrade", (incoming, connection, first) => void sockets.upgrade(incoming, connection, first, clientOf(incoming, forwarded)));
  const admin = options.adminPort === undefined ? null : adminServer(metrics, () => server.listening);
  const port = await listen(server, options.port, host);
  const adminPort = admin === null ? null : await listen(admin, options.adminPort ?? 0, LOOPBACK);
  for (const taken of [port, adminPort]) if (taken !== null) ports.add(taken);
  const close = async () => {
    sockets.close();
    await shutDown(server, graceMs, () => sockets.cut());
    own.close();
    if (admin !== null) await shutDown(admin, 0);
  };
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`, port, adminPort, close };
}

function relayServer(handle: Handler, limits: Limits, forwarded: boolean): Server {
  const { idleMs, totalMs, headMs, concurrent, concurrentInAll } = limits;
  const timeouts = { keepAliveTimeout: KEEP_ALIVE_MS, headersTimeout: Math.min(headMs, totalMs), requestTimeout: totalMs + MARGIN_MS };
  const server = createServer({ noDelay: true, highWaterMark: BUFFER_BYTES, connectionsCheckingInterval: CHECK_MS, ...timeouts }, (incoming, outgoing) => {
    lastOnItsConnection(server, outgoing);
    void serve(incoming, outgoing, handle, clientOf(incoming, forwarded));
  });
  server.maxConnections = CONNECTIONS_PER_EXCHANGE * concurrentInAll;
  if (!forwarded) limitConnections(server, CONNECTIONS_PER_EXCHANGE_OF_A_CLIENT * concurrent); // else all come from one server
  return server.setTimeout(idleMs + MARGIN_MS);
}

/** A proxy that is closing must not wait for connections on which nothing is under way any more. */
function lastOnItsConnection(server: Server, outgoing: ServerResponse): void {
  if (!server.listening) outgoing.shouldKeepAlive = false;
  outgoing.once("close", () => {
    if (!server.listening) setImmediate(() => server.closeIdleConnections());
  });
}

// The last entry is the one that the operator's own server has added; those before it are the client's word.
function clientOf({ headers, socket }: IncomingMessage, forwarded: boolean): string {
  const last = forwarded ? String(headers["x-forwarded-for"] ?? "").split(",").at(-1)?.trim() : "";
  return last === undefined || last === "" ? (socket.remoteAddress ?? "") : last;
}
