import type { ByteSource } from "./byte-source.ts";
import { type RelayError, toRelayError } from "./codes.ts";
import type { BodyPart, BodyReader, ResponseFraming } from "./http1-response-body.ts";
import type { ResponseHead } from "./http1-response-head.ts";
import type { Lifetime } from "./lifetime.ts";
import { dataFrame, endFrame, errorFrame, gather, headFrame } from "./wire.ts";

export interface ResponseBody {
  readonly framing: ResponseFraming;
  readonly read: BodyReader;
  readonly source: ByteSource;
}

type Controller = ReadableStreamDefaultController<Uint8Array>;

/** The response as frames, pulled by the page: nothing is read from the server before it is wanted. */
export function frameStream(head: ResponseHead, body: ResponseBody, life: Lifetime): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>(new FrameSource(head, body, life), { highWaterMark: 0 });
}

class FrameSource implements UnderlyingDefaultSource<Uint8Array> {
  readonly #body: ResponseBody;
  readonly #life: Lifetime;
  /** Frames that wait for the next ones, to leave together. */
  #held: Uint8Array[];

  constructor(head: ResponseHead, body: ResponseBody, life: Lifetime) {
    this.#body = body;
    this.#life = life;
    this.#held = [headFrame(head)];
  }

  async pull(controller: Controller): Promise<void> {
    if (this.#held.length > 0 && !this.#answersAtOnce()) return this.#flush(controller);
    try {
      this.#take(await this.#nextPart(), controller);
    } catch (error) {
      this.#fail(failureOf(error, this.#life), controller);
    }
  }

  cancel(): void {
    this.#life.end("aborted");
  }

  #answersAtOnce(): boolean {
    const { framing, source } = this.#body;
    return source.ready || framing.kind === "none" || (framing.kind === "length" && framing.length === 0);
  }

  /** The next part that is worth a frame: a pull that enqueues nothing would not be repeated. */
  async #nextPart(): Promise<BodyPart> {
    for (;;) {
      const part = await this.#body.read();
      this.#life.check();
      if (part.ended || part.pieces.length > 0) return part;
      if (this.#held.length > 0 && !this.#body.source.ready) return part;
    }
  }

  #take(part: BodyPart, controller: Controller): void {
    this.#held.push(...dataFrame(part.pieces));
    if (part.ended) this.#held.push(endFrame());
    this.#flush(controller);
    if (!part.ended) return;
    controller.close();
    this.#life.end("ok");
  }

  #fail(error: RelayError, controller: Controller): void {
    // After a cancel there is nobody left to tell.
    if (this.#life.outcome === "aborted") return;
    this.#held.push(errorFrame(error));
    this.#flush(controller);
    controller.close();
    this.#life.end(error);
  }

  #flush(controller: Controller): void {
    for (const chunk of gather(this.#held)) controller.enqueue(chunk);
    this.#held = [];
  }
}

/** What a failure is told as: the reason for which the exchange was ended, if it was, and not what followed from it. */
export function failureOf(error: unknown, life: Lifetime): RelayError {
  return toRelayError(life.signal.aborted ? life.signal.reason : error);
}
