/** URLs, their queries, and bodies of forms: `application/x-www-form-urlencoded`. */
import { isSecretName, isSecretParameter } from "./names.ts";
import { hasSecret, plain, secret, type Redacted } from "./piece.ts";
import { redactText } from "./text.ts";

export function redactForm(form: string): Redacted {
  return form.split(/(&|;|\r?\n)/).flatMap((part) => redactPair(part));
}

/** A request's target, a `Location`: path, query and fragment (OAuth puts tokens there). */
export function redactUrl(url: string): Redacted {
  const [path = ""] = /^[^?#]*/.exec(url) ?? [];
  const rest = url.slice(path.length);
  return [...redactText(path), ...rest.split(/([?#])/).flatMap((part) => redactForm(part))];
}

function redactPair(pair: string): Redacted {
  const at = pair.indexOf("=");
  if (at < 0) return redactText(pair);
  const name = decoded(pair.slice(0, at));
  const value = pair.slice(at + 1);
  if (!mayBeSecret(name) && !hasSecret(redactText(decoded(value)))) return [plain(pair)];
  return [plain(pair.slice(0, at + 1)), secret(value, name)];
}

/** `auth[password][0]` is one, as what is in a secret field of JSON is. */
function mayBeSecret(name: string): boolean {
  return isSecretParameter(name) || name.slice(0, 400).split(/[[\]]+/).some((part) => isSecretName(part));
}

export function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    return text;
  }
}
