/** A request's target as its path and the parameters in its query. */
import { decoded } from "../../../broker/journal/redact/form.ts";
import type { RedactedHeader } from "../../../broker/journal/redact/headers.ts";
import { merged, plain, type Piece, type Redacted } from "../../../broker/journal/redact/piece.ts";

export interface Target {
  readonly path: Redacted;
  /** Decoded, where they are no secrets. */
  readonly parameters: readonly RedactedHeader[];
}

export function targetParts(target: Redacted): Target {
  const [path = [], ...parameters] = split(target);
  return { path, parameters: parameters.filter((pieces) => pieces.length > 0).map((pieces) => parameterOf(pieces)) };
}

/** At the first question mark and the ampersands behind it; what is secret stays whole. */
function split(target: Redacted): readonly Redacted[] {
  const parts: Piece[][] = [[]];
  for (const piece of merged(target)) {
    if (piece.type === "secret") {
      parts.at(-1)?.push(piece);
      continue;
    }
    let rest = piece.text;
    for (let at = end(rest, parts.length); at >= 0; at = end(rest, parts.length)) {
      if (at > 0) parts.at(-1)?.push(plain(rest.slice(0, at)));
      parts.push([]);
      rest = rest.slice(at + 1);
    }
    if (rest !== "") parts.at(-1)?.push(plain(rest));
  }
  return parts;
}

function end(text: string, parts: number): number {
  return text.indexOf(parts === 1 ? "?" : "&");
}

function parameterOf(pieces: Redacted): RedactedHeader {
  const [first, ...more] = pieces;
  const text = first?.type === "plain" ? first.text : "";
  const at = text.indexOf("=");
  const rest = first?.type === "secret" ? pieces : [plain(at < 0 ? "" : text.slice(at + 1)), ...more];
  return { name: decoded(at < 0 ? text : text.slice(0, at)), value: rest.map((piece) => (piece.type === "plain" ? plain(decoded(piece.text)) : piece)) };
}
