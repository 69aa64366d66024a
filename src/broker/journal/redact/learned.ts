/** A secret that was found in one place of a request or its answer is one in all others: in an error's text, in a path, echoed. */
import * as notes from "../../../text/journal-notes.ts";
import { decoded } from "./form.ts";
import { found, refined, type Redacted } from "./piece.ts";

/** Shorter ones would be found in words that have nothing to do with them. */
const MIN_CHARACTERS = 8;
const MAX_CHARACTERS = 8192;
const MAX_SECRETS = 256;

/** @returns what hides these secrets in other text, too */
export function learn(parts: readonly Redacted[]): (pieces: Redacted) => Redacted {
  const secrets = new Set(parts.flat().flatMap((piece) => (piece.type === "secret" ? spellings(piece.text) : [])));
  const usable = [...secrets].filter(({ length }) => length >= MIN_CHARACTERS && length <= MAX_CHARACTERS).slice(0, MAX_SECRETS);
  if (usable.length === 0) return (pieces) => pieces;
  const alternatives = usable.toSorted((one, other) => other.length - one.length).map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  const pattern = new RegExp(`(?<secret>${alternatives.join("|")})`, "dg");
  return (pieces) => refined(pieces, (text) => found(text, pattern, () => notes.secret));
}

/** With and without quotes and percent signs, and what it is made of. */
function spellings(text: string): readonly string[] {
  const bare = text.replace(/^\\?["']|\\?["']$/g, "").replace(/^(?:bearer|basic|token)\s+/i, "");
  const parts = [bare, decoded(bare)].flatMap((spelling) => [spelling, ...partsOf(spelling)]).map((spelling) => spelling.trim());
  return parts.flatMap((part) => [part, encodeURIComponent(part.toWellFormed())]);
}

/** `Credential=ID/…, Signature=…` (AWS), `account:signature` (Azure), and what Basic credentials are encoded from. */
function partsOf(text: string): readonly string[] {
  const items = text.slice(0, MAX_CHARACTERS).split(/[,;]\s*/).slice(0, 16);
  const values = items.map((item) => item.replace(/^[\w-]+=(?=.)"?/, "").replace(/"$/, ""));
  return values.flatMap((value) => [...(values.length > 1 ? [value] : []), value.split("/")[0] ?? "", value.split(":").at(-1) ?? "", ...basicParts(value)]);
}

function basicParts(text: string): readonly string[] {
  if (!/^[A-Za-z\d+/]{8,1024}={0,2}$/.test(text)) return [];
  try {
    const pair = atob(text);
    const at = pair.indexOf(":");
    return at > 0 && /^[\x20-\xff]*$/.test(pair) ? [pair.slice(at + 1)] : [];
  } catch {
    return [];
  }
}
