/** Which requests are shown. */
import { driverOf, operationOf } from "../../../broker/journal/driver.ts";
import { originOf, responseOf, type Entry } from "../../../broker/journal/entry.ts";
import { pathOf } from "../../../broker/journal/chain.ts";

export const STATUSES = ["any", "2xx", "3xx", "4xx", "5xx", "failed", "open"] as const;
export type StatusChoice = (typeof STATUSES)[number];

export interface Filter {
  /** Words, each of which has to be somewhere in what a row says. */
  readonly words: string;
  readonly status: StatusChoice;
  /** "" for any. */
  readonly host: string;
}

export const EVERYTHING: Filter = { words: "", status: "any", host: "" };

export function matching(entries: readonly Entry[], filter: Filter): readonly Entry[] {
  const words = filter.words.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0 && filter.status === "any" && filter.host === "") return entries;
  return entries.filter((entry) => matches(entry, filter, words));
}

function matches(entry: Entry, { status, host }: Filter, words: readonly string[]): boolean {
  if (host !== "" && entry.request.host !== host) return false;
  if (status !== "any" && statusOf(entry) !== status) return false;
  if (words.length === 0) return true;
  const text = textOf(entry);
  return words.every((word) => text.includes(word));
}

/** Without the query, in which secrets are. */
function textOf(entry: Entry): string {
  const { request, outcome } = entry;
  const said = [request.method, originOf(request) + pathOf(request), operationOf(request), driverOf(request), entry.lane, outcome.type, responseOf(entry)?.status];
  return said.join(" ").toLowerCase();
}

/** An answer that broke off counts as failed, whatever its head said. */
export function statusOf({ outcome }: Entry): StatusChoice {
  if (outcome.type === "failed" || outcome.type === "dropped") return "failed";
  if (outcome.type === "pending" || outcome.type === "receiving") return "open";
  const choice = `${Math.floor(outcome.response.status / 100)}xx`;
  return STATUSES.find((status) => status === choice) ?? "any";
}
