import type { HeaderPairs } from "../../../protocol/http.ts";
import { redactUrl } from "./form.ts";
import { isSecretHeader } from "./names.ts";
import { plain, refined, secret, type Redacted } from "./piece.ts";
import { redactText } from "./text.ts";

export interface RedactedHeader {
  readonly name: string;
  readonly value: Redacted;
}

export function redactHeaders(headers: HeaderPairs): readonly RedactedHeader[] {
  return headers.map(([name, value]) => ({ name, value: redactHeader(name, value) }));
}

function redactHeader(name: string, value: string): Redacted {
  if (!isSecretHeader(name)) return refined(value.includes("?") ? redactUrl(value) : [plain(value)], redactText);
  // The scheme says how one proves who one is, and is no secret: `Bearer …`, `AWS4-HMAC-SHA256 …` (RFC 9110 §11.4).
  const scheme = /authorization$/i.test(name) ? (/^[A-Za-z][\w-]{0,30} +(?=\S)/.exec(value)?.[0] ?? "") : "";
  return [plain(scheme), secret(value.slice(scheme.length), name)];
}
