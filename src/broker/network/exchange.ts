/** One HTTP exchange of the interpreter: opened, written, finished, read, closed, in that order. */
import { FailureError } from "../../protocol/errors.ts";
import type { RequestHead } from "../../protocol/http.ts";
import { RequestBody } from "./body.ts";
import type { BodyChunk, IncomingResponse, Lane } from "./lane.ts";

/** A request is collected before it is sent: browsers stream uploads over HTTP/2 only. */
export class Exchange {
  readonly #body = new RequestBody();
  #response: IncomingResponse | null = null;

  constructor(
    readonly head: RequestHead,
    readonly lane: Lane,
    readonly signal: AbortSignal,
  ) {}

  write(data: Uint8Array<ArrayBuffer>): void {
    this.#body.append(data);
  }

  /** Sends the request. @throws FailureError */
  async finish(): Promise<{ readonly response: IncomingResponse; readonly first: BodyChunk }> {
    const response = await this.lane.send({ head: this.head, body: this.#body }, this.signal);
    this.#response = response;
    return { response, first: response.readAvailable() };
  }

  /** @throws FailureError */
  read(): Promise<BodyChunk> {
    if (this.#response === null) throw new FailureError("bad-ask", "The request has not been sent yet.");
    return this.#response.read();
  }
}
