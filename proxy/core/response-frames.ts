import type { ByteSource } from "./byte-source.ts";
import type { Pulled } from "./call.ts";
import { type RelayError, toRelayError } from "./codes.ts";
import type { BodyPart, BodyReader, ResponseFraming } from "./http1-response-body.ts";
import type { Lifetime } from "./lifetime.ts";
import { dataFrame, endFrame, errorFrame, type FramedHead, gather, headFrame } from "./wire.ts";

export interface ResponseBody {
  readonly framing: ResponseFraming;
  readonly read: BodyReader;
  readonly source: ByteSource;
}

/** The response as frames, pulled by the page: nothing is read from the server before it is wanted. */
export class ResponseFrames implements Pulled {
  readonly #body: ResponseBody;
  readonly #life: Lifetime;
  /** Frames that wait for the next ones, to leave together. */
  #held: Uint8Array[];
  #ended = false;

  constructor(head: FramedHead, body: ResponseBody, life: Lifetime) {
    this.#body = body;
    this.#life = life;
    this.#held = [headFrame(head)];
  }

  get ended(): boolean {
    return this.#ended;
  }

  get ready(): boolean {
    return this.#body.source.ready;
  }

  async pull(atOnce = false): Promise<readonly Uint8Array[]> {
    if (this.#held.length > 0 && !this.#answersAtOnce()) return this.#flush();
    try {
      return this.#take(await this.#nextPart(atOnce || this.#held.length > 0));
    } catch (error) {
      return this.#fail(failureOf(error, this.#life));
    }
  }

  cancel(): void {
    this.#life.end("aborted");
  }

  #answersAtOnce(): boolean {
    const { framing, source } = this.#body;
    return source.ready || framing.kind === "none" || (framing.kind === "length" && framing.length === 0);
  }

  /** The next part that is worth a frame; where there is something else to send, none that the server has yet to send. */
  async #nextPart(atOnce: boolean): Promise<BodyPart> {
    for (;;) {
      const part = await this.#body.read();
      this.#life.check();
      if (part.ended || part.pieces.length > 0) return part;
      if (atOnce && !this.#body.source.ready) return part;
    }
  }

  #take(part: BodyPart): readonly Uint8Array[] {
    this.#held.push(...dataFrame(part.pieces));
    if (part.ended) this.#end("ok", endFrame());
    return this.#flush();
  }

  #fail(error: RelayError): readonly Uint8Array[] {
    this.#end(error, errorFrame(error));
    return this.#flush();
  }

  #end(how: "ok" | RelayError, frame: Uint8Array): void {
    this.#held.push(frame);
    this.#ended = true;
    this.#life.end(how);
  }

  #flush(): readonly Uint8Array[] {
    const frames = gather(this.#held);
    this.#held = [];
    return frames;
  }
}

/** What a failure is told as: the reason for which the exchange was ended, if it was, and not what followed from it. */
export function failureOf(error: unknown, life: Lifetime): RelayError {
  return life.failure ?? toRelayError(error);
}
