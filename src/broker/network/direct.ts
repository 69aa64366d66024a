/** The direct lane: the browser itself calls the cloud, which sees no proxy in between. */
import { FailureError } from "../../protocol/errors.ts";
import type { RequestHead } from "../../protocol/http.ts";
import * as text from "../../text/direct.ts";
import { subjectOf } from "../access/rule.ts";
import { DirectResponse } from "./direct-response.ts";
import { headersToSet, isFaithful, originOf } from "./faithful.ts";
import type { IncomingResponse, Lane, OutgoingRequest } from "./lane.ts";

export class DirectLane implements Lane {
  readonly name = "direct";
  /** Where it did not work, the relay is taken from then on. */
  readonly #refused = new Set<string>();

  /** @param fallback asked when it is needed; null: nothing else can carry it */
  constructor(
    readonly origins: readonly string[],
    readonly fallback: () => Lane | null,
  ) {}

  carries(head: RequestHead): boolean {
    const origin = originOf(head);
    return this.origins.includes(origin) && !this.#refused.has(origin) && isFaithful(head);
  }

  /**
   * A browser does not say what went wrong: nothing there, nothing sent because a preflight was refused, or sent, done, and the answer
   * hidden. So only what may be repeated goes on to the relay.
   */
  async send(request: OutgoingRequest, signal: AbortSignal): Promise<IncomingResponse> {
    const { head, body } = request;
    const repeatable = subjectOf(head).methods === "read"; // sending one twice changes nothing (RFC 9110 §9.2.1)
    const content = ["GET", "HEAD"].includes(head.method) ? null : body.framed(new Uint8Array(0));
    const response = await this.#fetch(head, content, signal);
    if (response !== null && response.type !== "opaqueredirect") return new DirectResponse(response, head.method);
    const fallback = this.fallback();
    if (fallback === null) throw hidden(head, response !== null, text.needsProxy);
    this.#refused.add(originOf(head));
    if (!repeatable) throw hidden(head, response !== null, text.notRepeated);
    if (content !== null) body.append(content instanceof Blob ? new Uint8Array(await content.arrayBuffer()) : content);
    return fallback.send(request, signal);
  }

  async #fetch({ method, headers, target, ...origin }: RequestHead, body: Uint8Array<ArrayBuffer> | Blob | null, signal: AbortSignal): Promise<Response | null> {
    try {
      return await fetch(originOf({ method, headers, target, ...origin }) + target, {
        method,
        headers: headersToSet(headers),
        body: body instanceof Uint8Array && body.length === 0 ? null : body,
        signal,
        cache: "no-store",
        credentials: "omit",
        // Followed by urllib3, so that the policy judges the next host; a browser hides where it leads, so the relay is asked.
        redirect: "manual",
        referrerPolicy: "no-referrer",
      });
    } catch (error) {
      if (signal.aborted) throw error;
      return null;
    }
  }
}

function hidden(head: RequestHead, redirected: boolean, next: string): FailureError {
  return new FailureError("cors", text.hidden(originOf(head), redirected, next));
}
