/** One request of the journal, as its readers see it. */
import type { Failure } from "../../protocol/errors.ts";
import { bracketed, type RequestHead, type ResponseHead } from "../../protocol/http.ts";
import type { Link } from "./chain.ts";
import type { KeptBytes } from "./kept-bytes.ts";

export interface Entry {
  /** From 1 on, in the order in which they were opened. */
  readonly id: number;
  readonly request: RequestHead;
  readonly requestBody: KeptBytes;
  readonly responseBody: KeptBytes;
  /** Null before it was allowed. */
  readonly lane: string | null;
  readonly outcome: Outcome;
  readonly times: Times;
  /** The earlier request that led to this one. */
  readonly link: Link | null;
  readonly statement: Statement;
}

export type Outcome =
  /** Waits for consent, or for the answer. */
  | { readonly type: "pending" }
  /** The head has come, the body has not ended. */
  | { readonly type: "receiving"; readonly response: ResponseHead }
  | { readonly type: "complete"; readonly response: ResponseHead }
  /** The interpreter gave it up. */
  | { readonly type: "dropped"; readonly response: ResponseHead | null }
  | { readonly type: "failed"; readonly failure: Failure; readonly response: ResponseHead | null };

/** When it came to what, by `performance.now()`; null: not yet, or never. */
export interface Times {
  /** Milliseconds since 1970, of `opened`. */
  readonly epoch: number;
  readonly opened: number;
  readonly allowed: number | null;
  readonly sent: number | null;
  /** The proxy had a connection to the cloud, by its own word; the same as `sent` where one was open already. */
  readonly connected: number | null;
  readonly answered: number | null;
  readonly ended: number | null;
}

/** What was entered at the prompt: its requests share one axis of time. */
export interface Statement {
  /** Its first request's id. */
  readonly first: number;
  /** When that was opened. */
  readonly begin: number;
  /** When the last thing happened to one of them. */
  readonly end: number;
}

export function responseOf({ outcome }: Entry): ResponseHead | null {
  return outcome.type === "pending" ? null : outcome.response;
}

/** Where the request goes, without what of it is the target. */
export function originOf({ scheme, host, port }: RequestHead): string {
  const name = bracketed(host);
  return port === (scheme === "https" ? 443 : 80) ? `${scheme}://${name}` : `${scheme}://${name}:${port}`;
}

/** The first header of this name. */
export function headerOf(head: Pick<RequestHead | ResponseHead, "headers"> | null, name: string): string | null {
  return head?.headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? null;
}
