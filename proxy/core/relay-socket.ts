// The relay over a WebSocket, which a page opens once: a browser takes a tenth of the time for a message that it takes for a POST. One exchange
// at a time; what each message is, its first byte says.
import { KEY_HEADER } from "./access.ts";
import type { ByteReader } from "./byte-reader.ts";
import { concat, decodeLatin1, totalLength } from "./bytes.ts";
import type { Call, Pulled, Reply } from "./call.ts";
import { PushedBody } from "./pushed-body.ts";
import type { Handler } from "./relay.ts";
import { RELAY_TYPE } from "./wire.ts";

/** The subprotocol (RFC 6455 §1.9); its number is that of the relay's protocol. */
export const SOCKET_PROTOCOL = "libcloud-repl.relay.2";

/**
 * What a page sends when nothing is under way: this byte, a u16 length, the access key of that length, and what would be posted, all of it or,
 * where it begins one, the first of it. Binary messages are the rest of that then, as they are, and the text "end" ends it. The text
 * "credit N" says that so many bytes of the answer have been read.
 */
const FROM_PAGE = { request: 1, begin: 2 } as const;
const END = "end";
const CREDIT = /^credit ([0-9]{1,9})$/;

/** What the proxy sends: this byte, and bytes of the answer's frames. The text "taken N" says that so many bytes of what is posted have been read. */
const TO_PAGE = { more: 1, last: 2 } as const;

/** The largest message that a page sends. */
export const MAX_MESSAGE_BYTES = (1 << 20) + (1 << 18);

/** So many bytes of an answer may be under way; a page credits what it has read. */
const WINDOW_BYTES = 1 << 21;

/**
 * What a message carries at least, where so much is there: browsers take two thirds of the time for it that they take for many small ones, and
 * Chromium has no memory at hand for what is larger than 960 KiB.
 */
const PULLED_BYTES = 14 << 16;

/** What has been read is told in steps of this. */
const TOLD_BYTES = 1 << 18;

/** The socket as the runtime has it. */
export interface SocketEnd {
  send(message: Uint8Array | string): void;
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
  /** What comes in parts. */
  #posted: PushedBody | null = null;
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
  async receive(message: Uint8Array | string): Promise<void> {
    if (!this.#open) return;
    if (typeof message === "string") return this.#control(message);
    if (this.#busy || this.#posted !== null) return this.#push(message, false);
    const view = new DataView(message.buffer, message.byteOffset, message.length);
    const bodyAt = message.length < 3 ? Infinity : 3 + view.getUint16(1);
    if (bodyAt > message.length) return this.#break();
    const [key, posted] = [message.subarray(3, bodyAt), message.subarray(bodyAt)];
    if (message[0] === FROM_PAGE.request) await this.#serve(this.#callOf(key, readerOf(posted), posted.length));
    else if (message[0] === FROM_PAGE.begin) await this.#serve(this.#callOf(key, this.#begin(posted), null));
    else this.#break();
  }

  /** The page has gone away. */
  closed(): void {
    this.#open = false;
    this.#stop();
    this.#roomier();
  }

  /** What came is no message of a page: nothing of this socket is taken any more. */
  #break(): void {
    this.#end.close();
    this.closed();
  }

  #control(text: string): void {
    const credit = CREDIT.exec(text)?.[1];
    if (credit !== undefined) this.#credit(Number(credit));
    else if (text === END) this.#push(new Uint8Array(0), true);
    else this.#break();
  }

  #credit(bytes: number): void {
    this.#room = Math.min(WINDOW_BYTES, this.#room + bytes);
    this.#roomier();
  }

  #begin(first: Uint8Array): PushedBody {
    let untold = 0;
    const posted = new PushedBody((bytes) => {
      untold += bytes;
      if (untold < TOLD_BYTES || !this.#open) return;
      this.#end.send(`taken ${untold}`);
      untold = 0;
    });
    posted.push(first, false);
    this.#posted = posted;
    return posted;
  }

  #push(part: Uint8Array, last: boolean): void {
    if (this.#posted?.push(part, last) !== true) this.#break();
    this.#forgetPosted();
  }

  /** Where the answer is over first, the rest is still to come: the page may have sent it before it knew. */
  #forgetPosted(): void {
    if (!this.#busy && this.#posted?.ended === true) this.#posted = null;
  }

  async #serve(call: Call): Promise<void> {
    this.#busy = true;
    this.#room = WINDOW_BYTES;
    try {
      await this.#answer(await this.#handle(call));
    } catch {
      this.#end.close();
    } finally {
      this.#busy = false;
      this.#posted?.cancel();
      this.#forgetPosted();
    }
  }

  /** @param length of the body; null: it is not known yet */
  #callOf(key: Uint8Array, body: ByteReader, length: number | null): Call {
    const headers: Readonly<Record<string, string | null>> = {
      origin: this.#caller.origin,
      "content-type": RELAY_TYPE,
      "content-length": length === null ? null : String(length),
      [KEY_HEADER.toLowerCase()]: key.length === 0 ? null : decodeLatin1(key),
    };
    return {
      method: "POST",
      path: "/",
      client: this.#caller.client,
      body,
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
      const pieces = await body.pull(PULLED_BYTES);
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
