/** Every way in which a relayed exchange can fail; part of the relay protocol. */
export type RelayCode =
  | "bad-request"
  | "denied-origin"
  | "denied-key"
  | "denied-host"
  | "denied-port"
  | "denied-address"
  | "too-large"
  | "too-many"
  | "dns"
  | "refused"
  | "unreachable"
  | "connect-timeout"
  | "tls"
  | "closed"
  | "protocol"
  | "truncated"
  | "reset"
  | "timeout"
  | "internal";

/** A failure that is told to the page: `message` is one sentence for a person, without URL, header or body. */
export class RelayError extends Error {
  readonly code: RelayCode;
  /** When it makes sense to try again; null when it makes none. */
  readonly retryAfterSeconds: number | null;

  constructor(code: RelayCode, message: string, retryAfterSeconds: number | null = null) {
    super(message);
    this.name = "RelayError";
    this.code = code;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Turns anything thrown into a failure that may be told; what is unknown stays untold, since it may quote the request. */
export function toRelayError(error: unknown): RelayError {
  if (error instanceof RelayError) return error;
  return new RelayError("internal", "The proxy failed in an unexpected way.");
}

/** The HTTP status that carries a failure: the proxy's own refusals are 4xx/5xx, what happened upstream is 200. */
export function statusOf(code: RelayCode): number {
  switch (code) {
    case "bad-request":
      return 400;
    case "denied-origin":
    case "denied-key":
    case "denied-host":
    case "denied-port":
    case "denied-address":
      return 403;
    case "too-large":
      return 413;
    case "too-many":
      return 429;
    case "internal":
      return 500;
    default:
      return 200;
  }
}
