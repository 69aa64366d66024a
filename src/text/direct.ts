/** What becomes of requests that the browser itself sends. Its code comes with the first of them, and so do these. */

export const broken = "The connection broke before the response was complete.";

const REDIRECTED = "answered with a redirect, which the browser hides";
const NO_ANSWER = "cannot be reached from this browser, or does not let this page see its answer (CORS)";

/** @param next one of those below */
export const hidden = (origin: string, redirected: boolean, next: string): string =>
  `${origin} ${redirected ? REDIRECTED : NO_ANSWER}. The request may have arrived. ${next}`;
export const needsProxy = "Through a proxy it could be told, and read: name one under Settings.";
export const notRepeated = "So it was not sent again through the proxy; the next one goes there.";
