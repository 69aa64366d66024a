/**
 * What becomes of requests on their way to the proxy and back, as Python's exceptions and the journal say it; and which addresses are
 * none of a proxy.
 */

export const tooManyOpen = (most: number): string => `More than ${most} requests are open.`;
export const noProxy = "This page has no proxy: start one (the README says how), and name its address under Settings, or in config.json.";
export const closed = "The request was closed.";
export const notSent = "The request has not been sent yet.";
export const ended = "The response has ended.";

/** `proxy` is an origin. */
export const wantsKey = (proxy: string): string => `The proxy at ${proxy} wants an access key: add #relay-key=KEY to the address of this page.`;
export const unreachable = (proxy: string): string => `The proxy at ${proxy} cannot be reached. Is it running, and does it allow this page's origin?`;
/** @param seconds null where nobody says how many */
export const busy = (proxy: string, seconds: string | null): string =>
  `The proxy at ${proxy} does not take so many requests: try again ${seconds === null ? "a little later" : `in ${seconds} seconds`}.`;
export const broken = "The connection to the proxy broke before the response was complete.";
export const frameTooLarge = "The proxy sent a frame that is too large.";
export const unknownFrame = (type: number): string => `The proxy sent a frame of unknown type ${type}.`;
export const noAnswer = (reason: string): string => `The proxy sent what is no answer: ${reason}.`;

/** What a complaint about its length begins with. */
export const theAddress = "the address";
export const noAddress = "This is no address such as https://proxy.example/.";
export const passwordInAddress = "A password in the address would not be sent; a key goes into the page's address (#relay-key=KEY).";
export const notSecure = "A proxy that is not on this machine needs an https:// address.";
/** @param reason a sentence */
export const linkIgnored = (reason: string): string => `The proxy of this page's address is ignored. ${reason}`;
