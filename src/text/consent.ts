/** The question whether a request may leave. */

/** The host follows. @param asker who wants to send it */
export const wantsToSend = (asker: string): string => `${asker} wants to send a request to`;
/** The hosts follow. */
export const wantsToSendAll = (asker: string): string => `${asker} wants to send requests. The preset of this page asks you to allow these hosts for it:`;
export const first = (method: string, destination: string): string => `The first is ${method} ${destination}`;

export const readsOnly = "Ask again before methods other than GET, HEAD and OPTIONS";
export const keepsNothing = "This browser keeps nothing for this page, so a decision holds until it is closed.";

export const deny = "Deny";
export const never = "Never this host";
export const once = "Only this once";
export const session = "Allow while this page is open";
export const always = "Always allow";

/** Which way it goes. @param proxy its origin */
export const throughProxy = (proxy: string): string => `It goes ${through(proxy)}.`;
export const straight = "It goes straight from this browser to the host.";
export const straightOrThrough = (proxy: string): string => `It goes straight from this browser to the host. Where the browser refuses that, it goes ${through(proxy)}.`;
const through = (proxy: string): string => `through the proxy at ${proxy}, which can read it, credentials included`;

/** Whose the host is. */
export const otherHost = "The request names another host than the one that it goes to.";
export const unknownHost = "No driver of libcloud names this host. Allow it only if you know whose it is.";
export const driverCalls = (provider: string, driver: string): string => `${provider}: the driver “${driver}” calls this host.`;
export const ofProvider = (provider: string): string => `${provider}.`;
/** @param domain below which both the provider and its customers have names */
export const sharedWithCustomers = (provider: string, domain: string): string => `${provider}. Its customers have names below ${domain}, too.`;
