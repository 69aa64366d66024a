// When a connection to a server may serve another exchange (RFC 9112 §9.3). A request that meets a connection which the server has just closed
// fails, as it does natively: a proxy must not repeat it, since clouds start machines by GET.
import type { ByteSource } from "./byte-source.ts";
import type { ResponseFraming } from "./http1-response-body.ts";
import type { ResponseHead } from "./http1-response-head.ts";
import type { HeaderPair, RequestHead } from "./request-head.ts";

/** Whether nothing more is to come on the connection, now that the response has been read to its end. */
export function isReusable(request: RequestHead, response: ResponseHead, framing: ResponseFraming, source: ByteSource): boolean {
  if (framing.kind === "close" || source.ready || !response.persistent) return false;
  return !wantsClose(request.headers) && !wantsClose(response.headers);
}

function wantsClose(headers: readonly HeaderPair[]): boolean {
  return headers.some(([name, value]) => name.toLowerCase() === "connection" && /(?:^|[,\s])close(?:$|[,\s])/i.test(value));
}
