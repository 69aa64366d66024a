/** The light of the proxy, in the bar above the terminal. */

/** One of {@link states} follows. */
export const proxy = "Proxy";
export const states = {
  unknown: "",
  ok: "ready",
  "needs-key": "needs a key",
  "wrong-version": "has a wrong version",
  unreachable: "unreachable",
} as const;

/** What each state means. @param origin the proxy's. @param version the proxy's */
export const ok = (origin: string, version: string): string =>
  `The proxy at ${origin}, version ${version}, carries requests to clouds, and can read them. Click to ask it again.`;
export const needsKey = (origin: string): string => `The proxy at ${origin} takes requests with an access key only. Click to enter one.`;
export const wrongVersion = (origin: string): string =>
  `What answers at ${origin} is no proxy that this page understands; it may be older or newer than the page. Click to ask it again.`;
export const unreachable = (origin: string): string =>
  `The proxy at ${origin} cannot be reached. Is it running, and does it allow this page's origin? Click to ask it again.`;
