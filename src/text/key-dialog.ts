/** The question for the proxy's access key. */

/** @param proxy its origin */
export const wanted = (proxy: string): string => `The proxy at ${proxy} wants an access key.`;
export const refused = (proxy: string): string => `The proxy at ${proxy} does not take the access key that it was given. It does not know it, or it has expired.`;
export const key = "Access key";
export const form = "16 to 256 letters, digits and signs, without blanks";
export const fate = "It is in this page's memory only, until the page is closed, and goes to the proxy alone. Whoever runs the proxy gives it to you.";
export const cancel = "Cancel";
export const use = "Use this key";
