import { createServer, type Server } from "node:http";
import { createRelay, DEFAULT_LIMITS, type ExchangeRecord, type Platform, type RelayOptions } from "../core/index.ts";
import { serve } from "./http-adapter.ts";
import { nodePlatform } from "./platform.ts";

export interface ProxyOptions extends Omit<RelayOptions, "onExchange"> {
  /** 0 takes a free one. */
  readonly port: number;
  /** The address to listen on; the machine itself only, by default. */
  readonly host?: string;
  /** Takes one JSON line per exchange, with nothing in it that could be secret. */
  readonly log?: (line: string) => void;
  /** How long `close` waits for exchanges under way; in milliseconds, 2000 by default. */
  readonly graceMs?: number;
}

export interface Proxy {
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, waits for those under way as long as the grace, then cuts them; never rejects. */
  close(): Promise<void>;
}

/** What Node holds per connection before a write waits. */
const BUFFER_BYTES = 128 * 1024;

/** Browsers keep connections for minutes; a server that ends them sooner makes requests fail that were on their way. */
const KEEP_ALIVE_MS = 65_000;

/** A client that neither sends nor reads is cut a little after the core has given up the exchange. */
const MARGIN_MS = 10_000;

/** Starts the proxy on Node; rejects when the port is taken, and with `TypeError` for options that cannot be read. */
export async function startProxy(options: ProxyOptions, platform: Platform = nodePlatform): Promise<Proxy> {
  const { host = "127.0.0.1", log, graceMs = 2_000 } = options;
  const onExchange = (record: ExchangeRecord) => log?.(JSON.stringify({ time: new Date().toISOString(), ...record }));
  const relay = createRelay({ ...options, onExchange }, platform);
  const { idleMs, totalMs } = { ...DEFAULT_LIMITS, ...options.limits };
  const server = createServer(
    { noDelay: true, highWaterMark: BUFFER_BYTES, keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: totalMs + MARGIN_MS },
    (incoming, outgoing) => void serve(incoming, outgoing, relay),
  );
  server.setTimeout(idleMs + MARGIN_MS);
  const port = await listen(server, options.port, host);
  return { url: `http://${host.includes(":") ? `[${host}]` : host}:${port}`, port, close: () => shutDown(server, graceMs) };
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, host, () => {
      server.off("error", reject);
      const bound = server.address();
      resolve(typeof bound === "object" && bound !== null ? bound.port : port);
    });
  });
}

function shutDown(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}
