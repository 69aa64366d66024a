import { object, oneOf, string } from "./parse.ts";

/**
 * The closed set of reasons why the page refuses or fails an ask. Python turns each into the exception that requests,
 * urllib3 or CPython document for it (`libcloud_repl.http`).
 */
export const ERROR_CODES = [
  // the page
  "denied",
  "no-relay",
  "relay-down",
  /** The browser hides the answer, or did not send the request, by the rules for other origins (CORS). */
  "cors",
  "no-exchange",
  "bad-ask",
  // the relay's refusals
  "bad-request",
  "denied-origin",
  "denied-key",
  "denied-host",
  "denied-port",
  "denied-address",
  "too-large",
  "too-many",
  // the way to the cloud
  "dns",
  "refused",
  "unreachable",
  "connect-timeout",
  "tls",
  "closed",
  "protocol",
  "truncated",
  "reset",
  "timeout",
  "internal",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** A refusal or failure that travels: a code for programs, one sentence for a person. */
export interface Failure {
  readonly code: ErrorCode;
  readonly message: string;
}

export function parseFailure(value: unknown): Failure {
  const { code, message } = object(value, "failure");
  return { code: oneOf(code, "code", ERROR_CODES), message: string(message, "message") };
}

/** Thrown inside the page where a {@link Failure} has to cross function boundaries. */
export class FailureError extends Error {
  override readonly name = "FailureError";
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** What a thrown value says. It may come from the cell and be anything, even what cannot be made text. */
export function messageOf(thrown: unknown): string {
  try {
    // Not every error is an Error: Emscripten's ExitStatus is none.
    return typeof thrown === "object" && thrown !== null && "message" in thrown ? String(thrown.message) : String(thrown);
  } catch {
    return "an error without a text";
  }
}

/** Any thrown value as a {@link Failure}; what is not ours is `internal`. */
export function toFailure(thrown: unknown): Failure {
  if (thrown instanceof FailureError) return { code: thrown.code, message: thrown.message };
  return { code: "internal", message: messageOf(thrown) };
}
