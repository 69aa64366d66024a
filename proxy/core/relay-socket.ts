// The relay over a WebSocket, which a page opens once: a browser takes a tenth of the time for a message that it takes for a POST. One exchange
// at a time; what each message is, its first byte says. Uploads are as small as one message, larger ones are posted.
import { KEY_HEADER } from "./access.ts";
import type { ByteReader } from "./byte-reader.ts";
import { concat, decodeLatin1, totalLength } from "./bytes.ts";
import type { Call, Pulled, Reply } from "./call.ts";
import type { Handler } from "./relay.ts";
import { RELAY_TYPE } from "./wire.ts";

/** The subprotocol (RFC 6455 §1.9); its number is that of the relay's protocol. */
export const SOCKET_PROTOCOL = "libcloud-repl.relay.1";

/** Of a page: a request is a u16 length, the access key of that length, and what would be posted; a credit is a u32. */
const FROM_PAGE = { request: 1, credit: 2 } as const;

/** Of the proxy, with bytes of the answer's frames. */
const TO_PAGE = { more: 1, last: 2 } as const;

/** The largest message that a page sends. */
export const MAX_MESSAGE_BYTES = (1 << 20) + (1 << 18);

/** So many bytes of an answer may be under way; a page credits what it has read. */
const WINDOW_BYTES = 1 << 21;

/** What a message carries at least, where so much is there: browsers take two thirds of the time for it that they take for four small ones. */
const PULLED_BYTES = 1 << 18;

/** The socket as the runtime has it. */
export interface SocketEnd {
  send(message: Uint8Array): void;
  /** Because of what the page sent, or since nothing more can be made of it. */
  close(): void;
}

/** Who has opened it. */
export type SocketCaller = Pick<Call, "client"> & { readonly origin: string | null };

export class RelaySocket {
  readonly #handle: Handler;
  readonly #caller: SocketCaller;
  readonly #end: SocketEnd;
  /** Bytes that may be sent. */
  #room = WINDOW_BYTES;
  #roomier: () => void = () => undefined;
  #busy = false;
  #open = true;
  /** Ends the exchange under way. */
  #stop: () => void = () => undefined;

  constructor(handle: Handler, caller: SocketCaller, end: SocketEnd) {
    this.#handle = handle;
    this.#caller = caller;
    this.#end = end;
  }

  /** Whether an exchange is under way. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Takes a message of the page; resolves when what it asked for is done. Never rejects. */
  async receive(message: Uint8Array): Promise<void> {
    const view = new DataView(message.buffer, message.byteOffset, message.length);
    if (message.length === 5 && view.getUint8(0) === FROM_PAGE.credit) return this.#credit(view.getUint32(1));
    const bodyAt = message.length < 3 ? Infinity : 3 + view.getUint16(1);
    if (this.#busy || bodyAt > message.length || view.getUint8(0) !== FROM_PAGE.request) return this.#end.close();
    await this.#serve(message.subarray(3, bodyAt), message.subarray(bodyAt));
  }

  /** The page has gone away. */
  closed(): void {
    this.#open = false;
    this.#stop();
    this.#roomier();
  }

  #credit(bytes: number): void {
    this.#room = Math.min(WINDOW_BYTES, this.#room + bytes);
    this.#roomier();
  }

  async #serve(key: Uint8Array, posted: Uint8Array): Promise<void> {
    this.#busy = true;
    this.#room = WINDOW_BYTES;
    try {
      await this.#answer(await this.#handle(this.#callOf(key, posted)));
    } catch {
      this.#end.close();
    } finally {
      this.#busy = false;
    }
  }

  #callOf(key: Uint8Array, posted: Uint8Array): Call {
    const headers: Readonly<Record<string, string | null>> = {
      origin: this.#caller.origin,
      "content-type": RELAY_TYPE,
      "content-length": String(posted.length),
      [KEY_HEADER.toLowerCase()]: key.length === 0 ? null : decodeLatin1(key),
    };
    return {
      method: "POST",
      path: "/",
      client: this.#caller.client,
      body: readerOf(posted),
      header: (name) => headers[name] ?? null,
      onGone: (stop) => {
        this.#stop = stop;
        if (!this.#open) stop();
        return () => (this.#stop = () => undefined);
      },
    };
  }

  async #answer({ body }: Reply): Promise<void> {
    if (body === null || body instanceof Uint8Array) return this.#send(TO_PAGE.last, body === null ? [] : [body]);
    await this.#pump(body);
  }

  async #pump(body: Pulled): Promise<void> {
    for (;;) {
      const pieces = await pullMuch(body);
      if (!this.#open) return body.cancel();
      this.#send(body.ended ? TO_PAGE.last : TO_PAGE.more, pieces);
      if (body.ended) return;
      while (this.#room <= 0 && this.#open) await new Promise<void>((resolve) => (this.#roomier = resolve));
    }
  }

  #send(kind: number, pieces: readonly Uint8Array[]): void {
    this.#room -= totalLength(pieces);
    if (this.#open) this.#end.send(concat([Uint8Array.of(kind), ...pieces]));
  }
}

/** What is there, up to a message's size. */
async function pullMuch(body: Pulled): Promise<readonly Uint8Array[]> {
  const pieces = [...(await body.pull())];
  while (!body.ended && body.ready && totalLength(pieces) < PULLED_BYTES) pieces.push(...(await body.pull()));
  return pieces;
}

function readerOf(whole: Uint8Array): ByteReader {
  let left: Uint8Array | null = whole;
  return {
    read: () => {
      const piece = left;
      left = null;
      return Promise.resolve(piece);
    },
    cancel: () => (left = null),
  };
}
