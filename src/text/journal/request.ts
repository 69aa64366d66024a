/** One request in full. */

export const title = "The request";
export const close = "Close the request";
export const closeTitle = "Close the request (Esc)";
export const showSecrets = "Show secrets";
export const hideSecrets = "Hide secrets";
/** @param name the secret's */
export const secret = (name: string): string => `Secret: ${name}`;
export const hidden = (name: string): string => `Hidden: ${name}`;
export const copy = "Copy as curl";
export const copyTitle = "As a command, with variables in the place of secrets";
export const copied = "Copied; secrets are variables";
export const notCopied = "The browser does not let this page copy";

/** What is known of it. */
export const driver = "Driver";
export const begun = "Begun";
export const bodies = "Bodies";
export const lane = "Lane";
export const lanes: Readonly<Record<string, string>> = { relay: "relay: the proxy can read it" };
export const after = "After";
/** @param request its number */
export const redirectFrom = (request: number): string => `↪ a redirect, from request ${request}`;
export const retryOf = (request: number): string => `↻ request ${request}, which failed`;

export const timing = "Timing";
export const phases = {
  queue: "Waiting for permission",
  send: "Python writes",
  connect: "Proxy connects",
  wait: "Until the first byte",
  receive: "Receiving",
} as const;
/** A connection that was there already. */
export const reused = "reused";

export const content = "Headers and bodies";
export const query = "Query";
export const request = "Request";
/** @param reason the pieces of what the server said beside the status */
export const response = <T>(status: string, reason: readonly T[]): readonly (T | string)[] => ["Response: ", status, " ", ...reason];
export const bodyCut = "The rest is not kept.";
/** Why there is no body to be seen. */
export const noBody = {
  binary: "The body is not text.",
  forgotten: "The body is no longer kept: newer ones needed the room.",
} as const;
