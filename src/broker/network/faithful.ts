/** Whether `fetch` can carry a request so that nothing changes that an API of the direct lane looks at, and as what. Pure. */
import { bracketed, type HeaderPairs, type RequestHead } from "../../protocol/http.ts";

/** Browsers write these themselves; no API of the direct lane looks at what is in them. */
const BROWSER_WRITES: readonly string[] = ["host", "user-agent", "accept-encoding", "connection", "content-length"];
/** Forbidden (https://fetch.spec.whatwg.org/#forbidden-request-header): a browser drops or replaces them. */
const FORBIDDEN =
  /^(?:accept-charset|access-control-.*|cookie2?|date|dnt|expect|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|proxy-.*|sec-.*|x-http-method.*|x-method-override)$/;
/** Others are forbidden, or their case would be changed. */
const METHODS: readonly string[] = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

export function isFaithful(head: RequestHead): boolean {
  const { method, headers } = head;
  const names = headers.map(([name]) => name.toLowerCase());
  const bodyless = ["GET", "HEAD"].includes(method) && headers.some(([name, value]) => name.toLowerCase() === "content-length" && value !== "0");
  return (
    METHODS.includes(method) &&
    !bodyless &&
    !names.some((name) => FORBIDDEN.test(name)) &&
    new Set(names).size === names.length &&
    headers.every(([, value]) => value === value.trim()) &&
    keepsTarget(head) &&
    namesItself(head)
  );
}

export function originOf({ scheme, host, port }: RequestHead): string {
  const url = `${scheme}://${bracketed(host)}:${port}`;
  return URL.canParse(url) ? new URL(url).origin : "";
}

/** What is left for the page to set. */
export function headersToSet(headers: HeaderPairs): [string, string][] {
  return headers.filter(([name]) => !BROWSER_WRITES.includes(name.toLowerCase())).map(([name, value]) => [name, value]);
}

/** A URL's parser resolves dots, escapes characters, and drops what comes behind #. */
function keepsTarget(head: RequestHead): boolean {
  const text = originOf(head) + head.target;
  if (!head.target.startsWith("/") || !URL.canParse(text)) return false;
  const { pathname, search, origin } = new URL(text);
  return origin === originOf(head) && pathname + search === head.target;
}

/** A browser lets nobody else be named. */
function namesItself(head: RequestHead): boolean {
  const named = head.headers.filter(([name]) => name.toLowerCase() === "host");
  const hosts = [head.host, `${head.host}:${head.port}`];
  return named.every(([, value]) => hosts.includes(value.toLowerCase().replaceAll(/[[\]]/g, "")));
}
