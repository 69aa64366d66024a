/** What Python may reach. */

export const title = "What Python may reach";
export const none = "Nothing yet: the page asks before the first request to each host.";
export const keepsNothing = "This browser keeps nothing for this page, so no decision outlives it.";

/** The heads of the columns. */
export const host = "Host";
export const methods = "Methods";
export const allowed = "Allowed";

export const readMethods = "GET, HEAD, OPTIONS";
export const allMethods = "all";
/** For how long something is allowed. */
export const scopes = { session: "while this page is open", always: "always" } as const;
export const never = "never";

export const revoke = "Revoke";
export const revokeOf = (destination: string): string => `Revoke ${destination}`;
export const revokeAll = "Revoke all";
export const close = "Close";
