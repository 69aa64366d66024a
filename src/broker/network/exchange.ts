/** One HTTP exchange of the interpreter: opened, written, finished, read, closed, in that order. */
import { FailureError } from "../../protocol/errors.ts";
import type { RequestHead } from "../../protocol/http.ts";
import type { ExchangeObserver } from "../journal/observer.ts";
import { RequestBody } from "./body.ts";
import type { AskKey, BodyChunk, IncomingResponse, Lane } from "./lane.ts";

/** A request is collected before it is sent: browsers stream uploads over HTTP/2 only. */
export class Exchange {
  readonly #body = new RequestBody();
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

  write(data: Uint8Array<ArrayBuffer>): void {
    this.observer.wrote(data);
    this.#body.append(data);
  }

  /** Sends the request. @throws FailureError */
  async finish(): Promise<{ readonly response: IncomingResponse; readonly first: BodyChunk }> {
    this.observer.sent();
    const response = await this.#observed(this.lane.send({ head: this.head, body: this.#body, askKey: this.askKey }, this.signal));
    this.#response = response;
    this.observer.answered(response.head, response.connectMs);
    return { response, first: this.#received(response.readAvailable()) };
  }

  /** The next bytes, in the order of the calls. @throws FailureError */
  read(): Promise<BodyChunk> {
    const reading = this.#lastRead.then(() => this.#read());
    this.#lastRead = reading.catch(() => undefined);
    return reading;
  }

  async #read(): Promise<BodyChunk> {
    if (this.#response === null) throw new FailureError("bad-ask", "The request has not been sent yet.");
    if (this.#ended) throw new FailureError("no-exchange", "The response has ended.");
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
