import { once } from "node:events";
import WebSocket from "ws";
import { SOCKET_PROTOCOL } from "../../proxy/core/index.ts";
import { ORIGIN } from "./relay-client.ts";

const [REQUEST, BEGIN] = [1, 2];
const [MORE, LAST] = [1, 2];

export interface SocketOptions {
  /** Null: none is sent. */
  readonly origin?: string | null;
  readonly protocol?: string;
}

/** A page's socket to the proxy, one exchange at a time. */
export class SocketClient {
  readonly #messages: Buffer[] = [];
  #wake: () => void = () => undefined;
  closeCode: number | null = null;
  /** Bytes of answers that have come. */
  received = 0;
  /** Bytes of what was posted that the proxy has read. */
  taken = 0;

  private constructor(readonly socket: WebSocket) {
    socket.on("message", (data: Buffer, isBinary) => {
      if (!isBinary) return this.#control(String(data));
      this.#messages.push(data);
      this.received += data.length - 1;
      this.#wake();
    });
    socket.on("close", (code) => {
      this.closeCode = code;
      this.#wake();
    });
    socket.on("error", () => undefined);
  }

  /** Rejects with what the proxy refuses it with. */
  static async open(url: string, { origin = ORIGIN, protocol = SOCKET_PROTOCOL }: SocketOptions = {}): Promise<SocketClient> {
    const socket = new WebSocket(url.replace(/^http/, "ws"), protocol, { perMessageDeflate: false, ...(origin === null ? {} : { origin }) });
    const client = new SocketClient(socket);
    await once(socket, "open");
    return client;
  }

  /** Sends what would be posted. */
  request(posted: Uint8Array, key = ""): void {
    this.#send(REQUEST, posted, key);
  }

  /** Sends the first of what would be posted. */
  begin(first: Uint8Array, key = ""): void {
    this.#send(BEGIN, first, key);
  }

  part(bytes: Uint8Array): void {
    this.socket.send(bytes);
  }

  end(): void {
    this.socket.send("end");
  }

  credit(bytes: number): void {
    this.socket.send(`credit ${bytes}`);
  }

  #send(kind: number, posted: Uint8Array, key: string): void {
    this.socket.send(Buffer.concat([Buffer.from([kind, key.length >> 8, key.length & 255]), Buffer.from(key, "latin1"), posted]));
  }

  #control(text: string): void {
    this.taken += Number(/^taken ([0-9]+)$/.exec(text)?.[1]);
    this.#wake();
  }

  /** What of the answer comes next; `last` with the end. Raises when the socket closes first. */
  async next(): Promise<{ readonly bytes: Buffer; readonly last: boolean }> {
    while (this.#messages.length === 0) {
      if (this.closeCode !== null) throw new Error(`the socket was closed with ${this.closeCode}`);
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    const message = this.#messages.shift() ?? Buffer.alloc(0);
    if (message[0] !== MORE && message[0] !== LAST) throw new Error("a message of unknown kind");
    return { bytes: message.subarray(1), last: message[0] === LAST };
  }

  /** The whole answer, credited as it comes. */
  async *answer(): AsyncGenerator<Buffer, void> {
    for (;;) {
      const { bytes, last } = await this.next();
      yield bytes;
      if (last) return;
      this.credit(bytes.length);
    }
  }

  /** With what code. */
  async closed(): Promise<number> {
    while (this.closeCode === null) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.closeCode;
  }
}
