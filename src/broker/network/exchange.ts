/** One HTTP exchange of the interpreter: opened, written, finished, read, closed, in that order. */
import { FailureError } from "../../protocol/errors.ts";
import type { RequestHead } from "../../protocol/http.ts";
import * as text from "../../text/network.ts";
import type { ExchangeObserver } from "../journal/observer.ts";
import { RequestBody } from "./body.ts";
import type { AskKey, BodyChunk, IncomingResponse, Lane, Upload } from "./lane.ts";

/** A request is collected before it is sent, unless its lane can send a large one as it comes. */
export class Exchange {
  readonly #body = new RequestBody();
  /** From the first piece on of a body that has several; null in there: it is collected. */
  #upload: Promise<Upload | null> | null = null;
  #response: IncomingResponse | null = null;
  #ended = false;
  #lastRead: Promise<unknown> = Promise.resolve();

  constructor(
    readonly head: RequestHead,
    readonly lane: Lane,
    readonly askKey: AskKey,
    readonly signal: AbortSignal,
    readonly observer: ExchangeObserver,
  ) {}

  /** Takes a piece of the body that is not the last; resolves when there is room for more. @throws FailureError */
  async write(data: Uint8Array<ArrayBuffer>): Promise<void> {
    this.observer.wrote(data);
    this.#upload ??= this.lane.stream?.(this.head, this.signal) ?? Promise.resolve(null);
    const upload = await this.#upload;
    if (upload === null) this.#body.append(data);
    else await this.#observed(upload.write(data));
  }

  /** Sends the request, with the last piece of its body. @throws FailureError */
  async finish(data: Uint8Array<ArrayBuffer>): Promise<{ readonly response: IncomingResponse; readonly first: BodyChunk }> {
    this.observer.wrote(data);
    const upload = (await this.#upload) ?? null;
    this.observer.sent();
    const response = await this.#observed(upload === null ? this.#send(data) : end(upload, data));
    this.#response = response;
    this.observer.answered(response.head, response.connectMs);
    return { response, first: this.#received(response.readAvailable()) };
  }

  #send(data: Uint8Array<ArrayBuffer>): Promise<IncomingResponse> {
    this.#body.append(data);
    return this.lane.send({ head: this.head, body: this.#body, askKey: this.askKey }, this.signal);
  }

  /** The next bytes, in the order of the calls. @throws FailureError */
  read(): Promise<BodyChunk> {
    const reading = this.#lastRead.then(() => this.#read());
    this.#lastRead = reading.catch(() => undefined);
    return reading;
  }

  async #read(): Promise<BodyChunk> {
    if (this.#response === null) throw new FailureError("bad-ask", text.notSent);
    if (this.#ended) throw new FailureError("no-exchange", text.ended);
    return this.#received(await this.#observed(this.#response.read()));
  }

  #received(chunk: BodyChunk): BodyChunk {
    this.#ended = chunk.ended;
    this.observer.received(chunk.data, chunk.ended);
    return chunk;
  }

  async #observed<T>(happening: Promise<T>): Promise<T> {
    try {
      return await happening;
    } catch (error) {
      this.observer.failed(error);
      throw error;
    }
  }
}

async function end(upload: Upload, data: Uint8Array<ArrayBuffer>): Promise<IncomingResponse> {
  const writing = upload.write(data);
  upload.end();
  await writing;
  return upload.response;
}
