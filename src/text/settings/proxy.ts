/** The proxy's address. */

export const title = "Proxy";
export const none = "There is none, so most clouds cannot be reached. Start one, as the project's README says, and name its address here.";
/** @param source who says so: one of {@link sources} */
export const used = (address: string, source: string): string => `Requests go through ${address}, ${source}. It can read all that passes, credentials included.`;
export const sources = {
  site: "as this site says",
  session: "as you said, while this page is open",
  always: "as you said",
} as const;
export const other = "Another address:";
export const use = "Use this proxy";
export const reset = "Do as the site says";
