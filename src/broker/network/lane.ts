/** A way from the tab to a cloud. */
import type { Pieces } from "../../protocol/bytes.ts";
import type { RequestHead, ResponseHead } from "../../protocol/http.ts";
import type { RequestBody } from "./body.ts";

export interface OutgoingRequest {
  readonly head: RequestHead;
  readonly body: RequestBody;
  readonly askKey: AskKey;
}

/**
 * Asks the person for an access key of the proxy.
 *
 * @param refused the one that the proxy did not take; null: it wants one and has got none
 * @returns whether there is another one now
 * @throws what `signal` was aborted with
 */
export type AskKey = (refused: string | null, signal: AbortSignal) => Promise<boolean>;

export interface IncomingResponse {
  readonly head: ResponseHead;
  /** How long connecting to the cloud took (milliseconds), 0 where a connection was open already; null where nobody tells. */
  readonly connectMs: number | null;
  /**
   * The next bytes of the body, without transfer-coding; `ended` with the last.
   * @throws FailureError
   */
  read(): Promise<BodyChunk>;
  /** What of the body is there already, without waiting. */
  readAvailable(): BodyChunk;
}

export interface BodyChunk {
  /** Each piece on memory of its own, since an answer's data moves to the cell. */
  readonly data: Pieces;
  readonly ended: boolean;
}

/** A request whose body is sent while the program still writes it. */
export interface Upload {
  /** Resolves when there is room for more, or nobody wants it any more. @throws what came of the request, where that is a failure */
  write(data: Uint8Array<ArrayBuffer>): Promise<void>;
  end(): void;
  /** Rejects with a FailureError, or an AbortError. It may come before the end. */
  readonly response: Promise<IncomingResponse>;
}

export interface Lane {
  readonly name: "relay" | "direct";
  /** Resolves when requests can be sent, as far as is known: the program does not yet wait for an answer. @throws FailureError */
  admit?(askKey: AskKey, signal: AbortSignal): Promise<void>;
  /** Sends a large body as it comes; null where it has to be collected. @throws an AbortError after `signal` */
  stream?(head: RequestHead, signal: AbortSignal): Promise<Upload | null>;
  /** @throws FailureError, or an AbortError after `signal` */
  send(request: OutgoingRequest, signal: AbortSignal): Promise<IncomingResponse>;
}
