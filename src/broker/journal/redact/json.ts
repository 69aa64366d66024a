/** Secrets in JSON: by the names of fields, however deep, and in text that ends anywhere. */
import { jsonTokens, unquoted } from "../text/json-tokens.ts";
import { isHarmlessInside, isSecretName } from "./names.ts";
import { plain, refined, secret, type Piece, type Redacted } from "./piece.ts";
import { redactText } from "./text.ts";

/** An object or array that is open. */
interface Level {
  readonly object: boolean;
  /** The name that makes all in it secret. */
  readonly inherited: string | null;
  /** The field whose value comes next; null: a field's name comes next, or it is an array. */
  key: string | null;
  /** What `{"name": "password", "value": "…"}` calls its value. */
  named: string | null;
  /** Where in the output that value stands. */
  valueAt: number | null;
}

export function redactJson(text: string): Redacted {
  const reader = new JsonReader();
  for (const token of jsonTokens(text)) reader.take(token);
  return refined(reader.pieces, redactText);
}

class JsonReader {
  readonly pieces: Piece[] = [];
  readonly #levels: Level[] = [];

  take(token: string): void {
    const level = this.#levels.at(-1);
    if (token === "{" || token === "[") this.#open(token === "{");
    else if (token === "}" || token === "]") this.#levels.pop();
    else if (token === "," && level !== undefined) level.key = null;
    else if (!/^[\s,:]/.test(token)) return this.#scalar(token, level);
    this.pieces.push(plain(token));
  }

  #open(object: boolean): void {
    this.#levels.push({ object, inherited: this.#secretName(), key: null, named: null, valueAt: null });
  }

  #scalar(token: string, level: Level | undefined): void {
    if (level?.object === true && level.key === null) {
      level.key = unquoted(token);
      this.pieces.push(plain(token));
      return;
    }
    const name = this.#secretName();
    if (level !== undefined) this.#noteNamed(level, token);
    this.pieces.push(name === null ? plain(token) : hidden(token, name));
  }

  /** Of the value that comes next; null: it is none. */
  #secretName(): string | null {
    const level = this.#levels.at(-1);
    if (level === undefined) return null;
    if (level.key !== null && isSecretName(level.key)) return level.key;
    if (level.key !== null && isValueKey(level.key) && level.named !== null) return level.named;
    return level.key !== null && isHarmlessInside(level.key) ? null : level.inherited;
  }

  #noteNamed(level: Level, token: string): void {
    if (level.key === null) return;
    if (isValueKey(level.key)) level.valueAt = this.pieces.length;
    if (!/^(?:name|key|parameter)$/i.test(level.key) || !isSecretName(unquoted(token))) return;
    level.named = unquoted(token);
    const value = level.valueAt === null ? undefined : this.pieces[level.valueAt];
    if (level.valueAt !== null && value?.type === "plain") this.pieces[level.valueAt] = hidden(value.text, level.named);
  }
}

function isValueKey(key: string): boolean {
  return /^value$/i.test(key);
}

/** True, false and null tell nothing that has to be hidden, and are worth knowing. */
function hidden(token: string, name: string): Piece {
  return /^(?:true|false|null|"")$/.test(token) ? plain(token) : secret(token, name);
}
