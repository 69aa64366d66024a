import { RelayError } from "../core/index.ts";

/** Why a dial failed: workerd has one sentence for all causes. `overTls` when TCP was up and TLS was not yet. */
export function dialError(overTls: boolean): RelayError {
  if (overTls) return new RelayError("tls", "No secure connection to the server could be made.");
  return new RelayError("refused", "The server refused the connection or cannot be reached.");
}

/** Why an open connection broke; workerd has one sentence for all causes. */
export function brokenError(): RelayError {
  return new RelayError("reset", "The connection to the server broke.");
}

export function lookupError(host: string): RelayError {
  return new RelayError("dns", `The name "${host}" cannot be resolved.`);
}
