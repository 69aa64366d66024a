import { RelayError } from "../core/index.ts";

/** Why a dial failed. `overTls` when TCP was up and TLS was not yet. */
export function dialError(error: Error, overTls: boolean): RelayError {
  if (overTls) return new RelayError("tls", `No secure connection to the server could be made (${codeOf(error)}).`);
  switch (codeOf(error)) {
    case "ECONNREFUSED":
      return new RelayError("refused", "The server refused the connection.");
    case "ECONNRESET":
      return new RelayError("reset", "The server reset the connection.");
    case "ETIMEDOUT":
      return new RelayError("connect-timeout", "The server did not accept a connection in time.");
    case "EMFILE":
    case "ENFILE":
      return new RelayError("internal", "The proxy has no socket left.");
    default:
      return new RelayError("unreachable", `The server cannot be reached (${codeOf(error)}).`);
  }
}

/** Why an open connection broke. */
export function brokenError(error: Error): RelayError {
  return new RelayError("reset", `The connection to the server broke (${codeOf(error)}).`);
}

export function lookupError(host: string, error: unknown): RelayError {
  return new RelayError("dns", `The name "${host}" cannot be resolved (${codeOf(error)}).`);
}

/** The system's or OpenSSL's short code. Never the message: it may quote addresses or certificates. */
function codeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "no code";
}
