/** The list of requests, and the bar above it. */

export const requests = "Requests";
export const empty = "No requests yet. What Python sends to a cloud appears here, as it happens.";

export const filter = "Filter";
export const filterLabel = "Filter requests";
export const status = "Status";
export const statuses = {
  any: "Any status",
  "2xx": "2xx",
  "3xx": "3xx",
  "4xx": "4xx",
  "5xx": "5xx",
  failed: "Failed",
  open: "Open",
} as const;
export const host = "Host";
export const anyHost = "Any host";
/** @param written how many, as numbers are written */
export const count = (all: number, written: string): string => `${written} request${all === 1 ? "" : "s"}`;
export const shownOf = (shown: string, all: string): string => `${shown} of ${all}`;
export const exportAll = "Export";
export const exportTitle = "Save as an HTTP Archive (HAR), without secrets";
export const exporting = "Exporting";
export const clear = "Clear";
export const clearTitle = "Forget all requests";
export const close = "Close the requests";

/** What a screen reader says for the signs in a row. */
export const outcomes = { pending: "waiting", receiving: "receiving", complete: "", dropped: "given up", failed: "failed" } as const;
export const links = { redirect: "after a redirect", retry: "tried again" } as const;
