// What of workerd's own modules is used here: https://developers.cloudflare.com/workers/runtime-apis/tcp-sockets/
declare module "cloudflare:sockets" {
  export interface Socket {
    readonly readable: ReadableStream<Uint8Array>;
    readonly writable: WritableStream<Uint8Array>;
    /** Settles when the connection, and TLS if there is any, is made or has failed. */
    readonly opened: Promise<unknown>;
    readonly closed: Promise<void>;
    close(): Promise<void>;
    startTls(options?: { expectedServerHostname?: string }): Socket;
  }
  export interface SocketOptions {
    readonly secureTransport: "off" | "on" | "starttls";
    readonly allowHalfOpen: boolean;
  }
  export function connect(address: { hostname: string; port: number }, options: SocketOptions): Socket;
}
