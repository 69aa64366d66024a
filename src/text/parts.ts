/** What is said when a part of the page does not come that somebody wants. It is fetched with the first press, or the first question. */

/** @param what the part, as {@link names} has it */
export const notLoaded = (what: string): string => `${what} could not be loaded: check the connection and try again. If that does not help, reload the page.`;

export const names = {
  settings: "Settings",
  access: "Access",
  requests: "Requests",
  search: "The search",
  save: "What saves the output",
  update: "The question about the new version",
  closing: "The question about code that runs",
  relayLink: "The question about the proxy in this page's address",
} as const;

/** What Python is told that had wanted something. */
export const refused = {
  request: "The request was not sent, since the question whether it may be could not be loaded: check the connection and try again. If that does not help, reload the page.",
  key: "The question for the proxy's access key could not be loaded: check the connection and try again. If that does not help, reload the page.",
  file: "No file was moved, since the question about it could not be loaded: check the connection and try again. If that does not help, reload the page.",
  /** Behind what it means: the picture is not shown. */
  picture: "what draws it could not be loaded: check the connection and try again. If that does not help, reload the page.",
} as const;
