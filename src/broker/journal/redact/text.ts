/** Secrets in text of any kind. Each pattern takes time in proportion to the text, whatever that is. */
import * as notes from "../../../text/journal-notes.ts";
import { isSecretName } from "./names.ts";
import { found, plain, refined, secret, type Piece, type Redacted } from "./piece.ts";

/** What is a secret by its own look, with the name that it gets. */
const LOOKS: readonly (readonly [name: string, pattern: RegExp])[] = [
  [notes.privateKey, /(?<secret>-----BEGIN (?:[A-Z]+ ){0,3}PRIVATE KEY-----[^]*?(?:-----END [A-Z ]{0,40}-----|$))/dg],
  [notes.token, /(?<![\w-])(?<secret>eyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)*)/dg],
  [notes.token, /(?<![\w-])(?<secret>(?:gh[pousr]_|github_pat_|xox[abprs]-|do[opr]_v1_|glpat-|sk-|ya29\.|AIza)[\w.-]{8,})/dg],
  [notes.accessKey, /(?<![A-Za-z\d])(?<secret>A[KS]IA[A-Z\d]{12,})/dg],
  [notes.password, /(?<=\w:\/\/)(?<secret>[^/?#\s"'<>@]{1,512})@/dg],
  [notes.authorization, /(?<![\w-])(?:bearer|basic)[ \t]+(?!\w{1,20}=")(?<secret>[\w.~+/=-]{6,})/dgi],
  [notes.authorization, /(?:authorization|cookie)\\?["']?[ \t]{0,3}[:=][ \t]{0,3}(?<secret>[^\r\n<]+)/dgi],
];

/** `password=…`, `"token": "…"`, `secret_key: …`, `\"password\":\"…\"`: up to the value. */
const NAME = /(?<![\w.-])(?<name>[\w.-]{2,80})\\?["']?[ \t]{0,3}[:=][ \t]{0,3}/g;
/** A block of YAML, a string, a word. */
const VALUE = /[|>][-+\d]{0,2}\r?\n(?:[ \t]+[^\n]*\n?)+|\\?"[^"]*"?|\\?'[^']*'?|[^\s"'&,;<>{}[\]()]+/y;

export function redactText(text: string): Redacted {
  const byLook = LOOKS.reduce((pieces: Redacted, [name, pattern]) => refined(pieces, (part) => found(part, pattern, () => name)), [plain(text)]);
  return refined(byLook, redactNamed);
}

/** A name that is none of ours takes no value along: that may begin with another (`next: token=…`). */
function redactNamed(text: string): Redacted {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(NAME)) {
    const from = match.index + match[0].length;
    const name = match.groups?.["name"] ?? "";
    if (match.index < at || !isSecretName(name)) continue;
    const value = valueAt(text, from);
    if (/^(?:true|false|null|)$/.test(value)) continue;
    pieces.push(plain(text.slice(at, from)), secret(value, name));
    at = from + value.length;
  }
  return [...pieces, plain(text.slice(at))];
}

function valueAt(text: string, from: number): string {
  VALUE.lastIndex = from;
  return VALUE.exec(text)?.[0] ?? "";
}
