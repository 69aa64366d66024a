/** Which earlier request led to a new one: a redirect, or a failure after which it was tried again. Guessed from what was sent. */
import type { RequestHead } from "../../protocol/http.ts";
import { headerOf, originOf, responseOf, type Entry } from "./entry.ts";

export interface Link {
  readonly type: "redirect" | "retry";
  /** The earlier one's id. */
  readonly from: number;
}

/** A client goes on at once: what led to a request is among the last few before it. */
export const LOOK_BACK = 16;

/** @param earlier the same session's, oldest first */
export function linkTo(request: RequestHead, earlier: readonly Entry[]): Link | null {
  for (const entry of earlier.slice(-LOOK_BACK).reverse()) {
    if (redirects(entry, request)) return { type: "redirect", from: entry.id };
    if (sameResource(entry.request, request)) return mayBeRetried(entry) ? { type: "retry", from: entry.id } : null;
  }
  return null;
}

function redirects(entry: Entry, request: RequestHead): boolean {
  const response = responseOf(entry);
  const location = headerOf(response, "location");
  if (response === null || location === null || response.status < 300 || response.status > 399) return false;
  const to = parse(location, urlOf(entry.request));
  return to !== null && to === parse(request.target, originOf(request));
}

/** Signed requests differ in their query from one attempt to the next. */
function sameResource(one: RequestHead, other: RequestHead): boolean {
  return one.method === other.method && originOf(one) === originOf(other) && pathOf(one) === pathOf(other);
}

function mayBeRetried({ outcome }: Entry): boolean {
  if (outcome.type === "failed") return outcome.failure.code !== "denied";
  return outcome.type === "complete" && ([408, 425, 429].includes(outcome.response.status) || outcome.response.status >= 500);
}

function urlOf(request: RequestHead): string {
  return originOf(request) + request.target;
}

export function pathOf({ target }: RequestHead): string {
  return target.split("?")[0] ?? "";
}

/** Without what is not sent: the fragment. */
function parse(target: string, base: string): string | null {
  if (!URL.canParse(target, base)) return null;
  const url = new URL(target, base);
  url.hash = "";
  return url.href;
}
