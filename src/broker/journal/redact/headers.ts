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

/** How one proves who one is; no secret (RFC 9110 §11.4). Another first word may be a key itself. */
const SCHEME = /^(?:basic|bearer|digest|token|oauth|negotiate|hawk|aws|apikey|sso-key|oss|goog1|sharedkey(?:lite)?|[a-z\d]{1,12}-hmac-sha\d{1,3}) +(?=\S)/i;

function redactHeader(name: string, value: string): Redacted {
  if (!isSecretHeader(name)) return refined(value.includes("?") ? redactUrl(value) : [plain(value)], redactText);
  const scheme = /authorization$/i.test(name) ? (SCHEME.exec(value)?.[0] ?? "") : "";
  return [plain(scheme), secret(value.slice(scheme.length), name)];
}
