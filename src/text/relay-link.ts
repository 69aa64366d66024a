/** The question about a proxy that the page's address names. */

/** The address follows. */
export const question = "The link that opened this page wants requests to go through the proxy at";
export const warning = "It can read all that passes, credentials included. Use it only if you trust whoever runs it.";
export const no = "Do not use it";
export const session = "Use it while this page is open";
export const always = "Always use it";
