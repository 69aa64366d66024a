import { type ByteReader, type ByteWriter, streamReader, streamWriter } from "./byte-reader.ts";

/** An open byte stream to an upstream server, as the runtime has it. */
export type Connection = ByteConnection | StreamConnection;

export interface ByteConnection {
  /** Raises a `RelayError` when the connection breaks; ends when the peer ends. */
  readonly reader: ByteReader;
  readonly write: ByteWriter;
  /** Frees the socket at once; safe to call twice, and after `release`. */
  close(): void;
  /** Hands back a connection on which nothing more is to come, for another exchange. */
  release?(): void;
}

/** The same by web streams, for runtimes whose sockets are made of these. */
export interface StreamConnection {
  /** Errors with a `RelayError` when the connection breaks; ends when the peer ends. */
  readonly readable: ReadableStream<Uint8Array>;
  readonly writable: WritableStream<Uint8Array>;
  close(): void;
}

/** Where to dial. With `tls`, the certificate must be valid for `servername`, which is the host that the page asked for. */
export interface ConnectTarget {
  readonly address: string;
  readonly port: number;
  readonly tls?: { readonly servername: string };
  /** Whose exchange it is; a connection that was released serves the same owner only. Without it none is kept. */
  readonly owner?: string;
}

/** What the core needs of the runtime that it is on. */
export interface Platform {
  /** Every address that the name resolves to, in the order to try; raises `RelayError` "dns". */
  resolve(host: string, signal: AbortSignal): Promise<readonly string[]>;
  /**
   * Dials exactly `address`; `signal` ends the dial only, not an open connection.
   * Raises `RelayError` "refused", "unreachable", "connect-timeout", "tls" or "reset".
   */
  connect(target: ConnectTarget, signal: AbortSignal): Promise<Connection>;
  /** A connection to exactly this target that was released; null where there is none. */
  reuse?(target: ConnectTarget): Connection | null;
}

/** Any connection by its bytes. */
export function byteConnection(connection: Connection): ByteConnection {
  if ("reader" in connection) return connection;
  const { readable, writable } = connection;
  return { reader: streamReader(readable), write: streamWriter(writable), close: () => connection.close() };
}
