/** A way from the tab to a cloud. */
import type { RequestHead, ResponseHead } from "../../protocol/http.ts";
import type { RequestBody } from "./body.ts";

export interface OutgoingRequest {
  readonly head: RequestHead;
  readonly body: RequestBody;
}

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
  readonly data: Uint8Array<ArrayBuffer>;
  readonly ended: boolean;
}

export interface Lane {
  readonly name: "relay" | "direct";
  /** @throws FailureError, or an AbortError after `signal` */
  send(request: OutgoingRequest, signal: AbortSignal): Promise<IncomingResponse>;
}
