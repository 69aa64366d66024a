import type { ByteSource } from "./byte-source.ts";
import { totalLength } from "./bytes.ts";
import type { Pulled } from "./call.ts";
import { type RelayError, toRelayError } from "./codes.ts";
import type { BodyReader, ResponseFraming } from "./http1-response-body.ts";
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

  /** Never none, since a head waits for the first part, and a part that is none is waited for. */
  async pull(wanted = 0): Promise<readonly Uint8Array[]> {
    if (this.#held.length > 0 && !this.#answersAtOnce()) return this.#flush();
    const pieces: Uint8Array[] = [];
    const end = await this.#gather(pieces, wanted).catch((error: unknown) => failureOf(error, this.#life));
    this.#held = [...this.#held, ...dataFrame(pieces)];
    if (end !== null) this.#end(end);
    return this.#flush();
  }

  cancel(): void {
    this.#life.end("aborted");
  }

  #answersAtOnce(): boolean {
    const { framing, source } = this.#body;
    return source.ready || framing.kind === "none" || (framing.kind === "length" && framing.length === 0);
  }

  /** Adds the next parts to `pieces`: one that is worth a frame, if only because of what is held, and more while there are some and more is wanted. Null: others follow. */
  async #gather(pieces: Uint8Array[], wanted: number): Promise<"ok" | null> {
    const { read, source } = this.#body;
    for (let length = 0; ; ) {
      const part = await read();
      this.#life.check();
      for (const piece of part.pieces) pieces.push(piece);
      length += totalLength(part.pieces);
      if (part.ended) return "ok";
      const enough = length >= wanted || !(await source.soon());
      const worth = length > 0 || (this.#held.length > 0 && !source.ready);
      if (enough && worth) return null;
    }
  }

  #end(how: "ok" | RelayError): void {
    this.#held.push(how === "ok" ? endFrame() : errorFrame(how));
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
