/** A response that comes through the relay, read ahead of Python up to a limit. */
import { joined, type Pieces } from "../../protocol/bytes.ts";
import { FailureError } from "../../protocol/errors.ts";
import type { ResponseHead } from "../../protocol/http.ts";
import * as text from "../../text/network.ts";
import { FrameDecoder, type RelayEvent } from "./frames.ts";
import type { BodyChunk, IncomingResponse } from "./lane.ts";

type HeadEvent = Extract<RelayEvent, { type: "head" }>;
type Reader = ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>;

/** Beyond this much unread data the relay, and through it the cloud, is held back. */
const READ_AHEAD_BYTES = 1 << 22;
/** So it is beyond so many pieces, each of which costs memory, too. */
const READ_AHEAD_PIECES = 1 << 12;
/** The most that one read returns; an answer carries no more (`MAX_ANSWER_BYTES`). */
const READ_BYTES = 1 << 20;
/** Pieces of that, on average, go to the cell as they are; to copy smaller ones together costs less than what each takes in a message. */
const LARGE_BYTES = 1 << 17;

export class RelayResponse implements IncomingResponse {
  readonly head: ResponseHead;
  readonly connectMs: number | null;
  readonly #reader: Reader;
  readonly #decoder: FrameDecoder;
  #chunks: Uint8Array<ArrayBuffer>[] = [];
  #buffered = 0;
  /** Set once: how the body ended. */
  #end: "ended" | FailureError | null = null;
  /** Wakes the pump or the reader, whichever waits; never both do. */
  #wake: () => void = () => undefined;

  private constructor(
    { head, connectMs }: HeadEvent,
    reader: Reader,
    decoder: FrameDecoder,
    readonly onBroken: (reason: FailureError) => void,
  ) {
    this.head = head;
    this.connectMs = connectMs;
    this.#reader = reader;
    this.#decoder = decoder;
  }

  /**
   * Resolves when the head is there.
   *
   * @param onBroken told when the body does not come to its end
   * @throws FailureError
   */
  static async receive(body: ReadableStream<Uint8Array<ArrayBuffer>>, onBroken: (reason: FailureError) => void = () => undefined): Promise<RelayResponse> {
    const reader = body.getReader();
    const decoder = new FrameDecoder();
    for (;;) {
      const events = decoder.push(await readChunk(reader));
      const first = events.next();
      if (first.done === true) continue;
      if (first.value.type !== "head") throw broken();
      const response = new RelayResponse(first.value, reader, decoder, onBroken);
      response.#take(events);
      void response.#pump();
      return response;
    }
  }

  async read(): Promise<BodyChunk> {
    while (this.#buffered === 0 && this.#end === null) await this.#woken();
    if (this.#buffered === 0 && this.#end instanceof FailureError) throw this.#end;
    return this.readAvailable();
  }

  readAvailable(): BodyChunk {
    const data = this.#shift();
    this.#wake();
    return { data, ended: this.#buffered === 0 && this.#end === "ended" };
  }

  async #pump(): Promise<void> {
    while (this.#end === null) {
      while (this.#buffered > READ_AHEAD_BYTES || this.#chunks.length > READ_AHEAD_PIECES) await this.#woken();
      const chunk = await readChunk(this.#reader).catch((error: unknown) => this.#fail(error));
      if (chunk !== undefined) this.#take(this.#decoder.push(chunk));
      this.#wake();
    }
    await this.#release();
  }

  /** A body that is read to its very end leaves its connection for the next request; one that is cancelled takes it along. */
  async #release(): Promise<void> {
    const end = this.#end === "ended" ? await this.#reader.read().catch(() => null) : null;
    if (end?.done !== true) void this.#reader.cancel().catch(() => undefined);
  }

  /** What came in one piece, of which a proxy of ours makes one piece of data. */
  #take(events: Iterable<RelayEvent>): void {
    const data: Uint8Array<ArrayBuffer>[] = [];
    try {
      for (const event of events) {
        if (event.type === "head") throw broken();
        if (event.type === "end") this.#end = "ended";
        else data.push(event.data);
      }
    } catch (error) {
      this.#fail(error);
    }
    if (data.length > 0) this.#push(joined(data));
  }

  #fail(error: unknown): void {
    this.#end = error instanceof FailureError ? error : broken();
    this.onBroken(this.#end);
  }

  /** Keeps nothing larger than what is read at once, nor much memory for little. */
  #push(data: Uint8Array<ArrayBuffer>): void {
    this.#buffered += data.length;
    if (data.length <= READ_BYTES && 2 * data.length >= data.buffer.byteLength) this.#chunks.push(data);
    else for (let at = 0; at < data.length; at += READ_BYTES) this.#chunks.push(data.slice(at, at + READ_BYTES));
  }

  /** Up to READ_BYTES of what is buffered. */
  #shift(): Pieces {
    let [length, count] = [0, 0];
    for (const { length: more } of this.#chunks) {
      if (length + more > READ_BYTES) break;
      length += more;
      count += 1;
    }
    this.#buffered -= length;
    const pieces = this.#chunks.splice(0, count);
    return length < count * LARGE_BYTES ? [joined(pieces)] : pieces;
  }

  #woken(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }
}

async function readChunk(reader: Reader): Promise<Uint8Array<ArrayBuffer>> {
  const { done, value } = await reader.read().catch(() => {
    throw broken();
  });
  if (done) throw broken();
  return value;
}

/** The proxy itself broke: it ends each body with a frame that says how it ended. */
function broken(): FailureError {
  return new FailureError("relay-down", text.broken);
}
