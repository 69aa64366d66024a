/**
 * What the network tells of its requests while they happen. Whoever listens must be quick, and copy what it wants to keep of the
 * bytes: they move on to the proxy and to the cell.
 */
import type { RequestHead, ResponseHead } from "../../protocol/http.ts";

export interface Observer {
  /** The interpreter wants to send a request, which nobody has judged yet. */
  opened(head: RequestHead): ExchangeObserver;
}

export interface ExchangeObserver {
  /** It may leave, on this lane. */
  allowed(lane: string): void;
  /** A part of the request's body. */
  wrote(data: Uint8Array): void;
  /** The request is complete, and leaves. */
  sent(): void;
  /** @param connectMs how much of the time until now connecting took; null: nobody tells */
  answered(head: ResponseHead, connectMs: number | null): void;
  /** A part of the response's body, which the interpreter gets. */
  received(data: readonly Uint8Array[], ended: boolean): void;
  /** Nothing follows: it was denied, or it broke. */
  failed(reason: unknown): void;
  /** The interpreter is done with it, whether it has ended or not. */
  closed(): void;
}
