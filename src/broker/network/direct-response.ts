/** A response that the browser itself has received. */
import { FailureError } from "../../protocol/errors.ts";
import type { ResponseHead } from "../../protocol/http.ts";
import * as text from "../../text/direct.ts";
import type { BodyChunk, IncomingResponse } from "./lane.ts";

/** The most that one read returns. */
const READ_BYTES = 1 << 20;
/** About the bytes on the wire: the browser hands the body on decoded and unframed. */
const FRAMING: readonly string[] = ["content-encoding", "content-length", "transfer-encoding"];

export class DirectResponse implements IncomingResponse {
  readonly head: ResponseHead;
  readonly connectMs = null;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | null;
  #rest: Uint8Array<ArrayBuffer> = new Uint8Array(0);

  constructor(response: Response, method: string) {
    const headers = [...response.headers].filter(([name]) => method === "HEAD" || !FRAMING.includes(name));
    this.head = { status: response.status, reason: response.statusText, headers };
    this.#reader = response.body?.getReader() ?? null;
  }

  async read(): Promise<BodyChunk> {
    if (this.#rest.length > 0) return this.#take();
    if (this.#reader === null) return this.readAvailable();
    const { done, value } = await this.#reader.read().catch(() => {
      // Not "truncated": without the length, which the browser keeps, Python would take that for an end.
      throw new FailureError("reset", text.broken);
    });
    if (done) return { data: [], ended: true };
    this.#rest = value;
    return this.#take();
  }

  readAvailable(): BodyChunk {
    return this.#rest.length > 0 ? this.#take() : { data: [], ended: this.#reader === null };
  }

  /** On memory of its own, since an answer's data moves to the cell. */
  #take(): BodyChunk {
    const data = this.#rest.slice(0, READ_BYTES);
    this.#rest = this.#rest.subarray(data.length);
    return { data: [data], ended: false };
  }
}
