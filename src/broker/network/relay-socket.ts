/**
 * The relay's exchanges over WebSockets: one at a time on each, and one message for each small request, which costs browsers a tenth of
 * what a POST does. What the messages are is told in `proxy/core/relay-socket.ts`.
 */
import { SentBody } from "./sent-body.ts";

const PROTOCOL = "libcloud-repl.relay.2";
const FromPage = { Request: 1, Begin: 2 } as const;
const ToPage = { More: 1, Last: 2 } as const;
const TAKEN = /^taken ([0-9]{1,9})$/;

/** Of a message; what is larger has to be posted, or sent in parts. */
const MAX_BYTES = (1 << 20) + (1 << 18);
/** What is read is credited in steps of this; the proxy sends four times as much ahead. */
const CREDIT_BYTES = 1 << 19;
/** More unread bytes than that come from what is no proxy of ours: the page's memory is not for it to fill. */
const MAX_UNREAD = 1 << 23;
/** Milliseconds. The proxy waits longer: it must never close what a request is about to be sent on. */
const IDLE_LIMIT = 30_000;
/** For a socket to open, in milliseconds. */
const PATIENCE = 5000;
/** As many as browsers have connections to a server. What comes on top is posted, and waits for one. */
const MAX_OPEN = 6;

/**
 * Chromium gives back to the system what memory was freed, beyond an eighth of what a process has for buffers, so messages that come and go by
 * the megabyte would get fresh memory each time, and to clear that is half of what they cost. This is never written to, and so takes none.
 */
const BALLAST_BYTES = 1 << 24;
let ballast: ArrayBuffer | null = null;

type Frames = ReadableStream<Uint8Array<ArrayBuffer>>;

export class RelaySockets {
  readonly #url: URL;
  readonly #idle: RelaySocket[] = [];
  #open = 0;
  /** Something between here and the proxy lets none through. */
  #refused = false;

  /** @param url the proxy's */
  constructor(url: URL) {
    this.#url = new URL(url);
    this.#url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  }

  /** Sends what would be posted, and gives what would be answered; null where it has to be posted. @throws what `signal` was aborted with */
  async send(posted: Uint8Array | Blob, key: string | null, signal: AbortSignal): Promise<Frames | null> {
    if (posted instanceof Blob) return null;
    const request = requestOf(FromPage.Request, posted, key);
    if (request.length > MAX_BYTES) return null;
    return (await this.#take(signal))?.exchange(request, signal) ?? null;
  }

  /** Begins what would be posted; null where it has to be posted. @throws what `signal` was aborted with */
  async begin(first: Uint8Array, key: string | null, signal: AbortSignal): Promise<{ readonly body: SentBody; readonly frames: Frames } | null> {
    const request = requestOf(FromPage.Begin, first, key);
    if (request.length > MAX_BYTES) return null;
    return (await this.#take(signal))?.upload(request, signal) ?? null;
  }

  async #take(signal: AbortSignal): Promise<RelaySocket | undefined> {
    if (this.#idle.length === 0) await this.#connect();
    signal.throwIfAborted();
    return this.#idle.pop();
  }

  async #connect(): Promise<void> {
    if (this.#refused || this.#open >= MAX_OPEN) return;
    this.#open += 1;
    const socket = await opened(this.#url);
    if (socket === null) this.#refused = true;
    else new RelaySocket(socket, this.#idle, () => (this.#open -= 1));
  }
}

/** Null where it cannot be, or not soon. */
async function opened(url: URL): Promise<WebSocket | null> {
  try {
    const socket = new WebSocket(url, PROTOCOL);
    socket.binaryType = "arraybuffer";
    ballast ??= new ArrayBuffer(BALLAST_BYTES);
    const patience = setTimeout(() => socket.close(), PATIENCE);
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onclose = reject;
    });
    clearTimeout(patience);
    return socket;
  } catch {
    return null;
  }
}

class RelaySocket {
  readonly #socket: WebSocket;
  /** Where it waits for the next request. */
  readonly #idle: RelaySocket[];
  #idleTimer = 0;
  /** Of the exchange under way. */
  #onMessage: (message: Uint8Array<ArrayBuffer>) => void = () => undefined;
  #onClose: () => void = () => undefined;
  /** What is sent of it. */
  #body: SentBody | null = null;

  constructor(socket: WebSocket, idle: RelaySocket[], onGone: () => void) {
    this.#socket = socket;
    this.#idle = idle;
    socket.onmessage = ({ data }: MessageEvent<unknown>) => (data instanceof ArrayBuffer ? this.#onMessage(new Uint8Array(data)) : this.#onControl(String(data)));
    socket.onclose = () => {
      this.#leaveIdle();
      this.#onClose();
      onGone();
    };
    this.#rest();
  }

  /** An exchange whose body follows in parts. */
  upload(request: Uint8Array<ArrayBuffer>, signal: AbortSignal): { readonly body: SentBody; readonly frames: Frames } {
    const body = new SentBody((message) => this.#socket.send(message), request.length);
    return { body, frames: this.exchange(request, signal, body) };
  }

  /** The stream fails when the socket closes, or with what `signal` is aborted with. */
  exchange(request: Uint8Array<ArrayBuffer>, signal: AbortSignal, body: SentBody | null = null): Frames {
    this.#leaveIdle();
    this.#body = body;
    const credit = new Credit((bytes) => this.#socket.send(`credit ${bytes}`));
    let over = false; // from then on the socket is another exchange's
    const stop = (): void => void (over || this.#socket.close());
    const start = (controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>>): void => {
      signal.addEventListener("abort", stop, { once: true });
      this.#onClose = () => {
        body?.stop();
        controller.error(signal.aborted ? signal.reason : new Error("the socket was closed"));
      };
      this.#onMessage = (message) => {
        over = message[0] === ToPage.Last;
        const unread = CREDIT_BYTES - (controller.desiredSize ?? 0) + message.length;
        if ((!over && message[0] !== ToPage.More) || unread > MAX_UNREAD) return this.#socket.close();
        credit.came(message.length - 1);
        controller.enqueue(message.subarray(1));
        if (!over) return;
        signal.removeEventListener("abort", stop);
        controller.close();
        body?.stop();
        // What is left of an upload that was answered early is not for the next exchange.
        if (body === null || body.ended) return this.#rest();
        this.#onClose = () => undefined; // the answer is whole
        this.#socket.close();
      };
      this.#socket.send(request);
    };
    const pull = ({ desiredSize }: ReadableStreamDefaultController): void => void (over || credit.give(desiredSize ?? 0));
    return new ReadableStream({ start, pull, cancel: stop }, new ByteLengthQueuingStrategy({ highWaterMark: CREDIT_BYTES }));
  }

  #onControl(text: string): void {
    const taken = TAKEN.exec(text)?.[1];
    if (taken === undefined || this.#body?.taken(Number(taken)) !== true) this.#socket.close();
  }

  #rest(): void {
    this.#body = null;
    this.#onMessage = () => this.#socket.close(); // nobody has asked for anything
    this.#onClose = () => undefined;
    this.#idleTimer = setTimeout(() => {
      this.#leaveIdle();
      this.#socket.close();
    }, IDLE_LIMIT);
    this.#idle.push(this);
  }

  #leaveIdle(): void {
    clearTimeout(this.#idleTimer);
    const at = this.#idle.indexOf(this);
    if (at >= 0) this.#idle.splice(at, 1);
  }
}

/** What of an answer has been read, in bytes. */
class Credit {
  readonly #send: (bytes: number) => void;
  #came = 0;
  #given = 0;

  constructor(send: (bytes: number) => void) {
    this.#send = send;
  }

  came(bytes: number): void {
    this.#came += bytes;
  }

  /** @param desiredSize of the stream's queue */
  give(desiredSize: number): void {
    const credit = this.#came - (CREDIT_BYTES - desiredSize) - this.#given;
    if (credit < CREDIT_BYTES) return;
    this.#given += credit;
    this.#send(credit);
  }
}

function requestOf(kind: number, posted: Uint8Array, key: string | null): Uint8Array<ArrayBuffer> {
  const keyBytes = new TextEncoder().encode(key ?? "");
  const request = new Uint8Array(3 + keyBytes.length + posted.length);
  request[0] = kind;
  new DataView(request.buffer).setUint16(1, keyBytes.length);
  request.set(keyBytes, 3);
  request.set(posted, 3 + keyBytes.length);
  return request;
}
