/** Secrets in XML: by the names of elements and attributes, in pairs of name and value, and as XML-RPC passes them. */
import * as notes from "../../../text/journal-notes.ts";
import { xmlTokens } from "../text/xml-tokens.ts";
import { isHarmlessInside, isSecretName } from "./names.ts";
import { found, plain, refined, secret, type Piece, type Redacted } from "./piece.ts";
import { redactText } from "./text.ts";

/** An element that is open. */
interface Level {
  readonly name: string;
  /** The name that makes its text secret. */
  readonly secretName: string | null;
  /** What `<name>password</name><value>…</value>` calls its value. */
  named: string | null;
  children: number;
}

const ATTRIBUTE = /(?<![\w:.-])(?<name>[\w:.-]{1,80})\s{0,9}=\s{0,9}(?<secret>"[^"]*"?|'[^']*'?)/dg;

export function redactXml(text: string): Redacted {
  const levels: Level[] = [];
  const pieces = xmlTokens(text).flatMap((token): Redacted => {
    const level = levels.at(-1);
    if (token.type === "text") return [textOf(token.text, level, levels.at(-2))];
    if (token.type === "close") levels.pop();
    if (token.type === "open") levels.push(opened(token.name, level));
    return found(token.text, ATTRIBUTE, ({ groups }) => secretAttribute(groups?.["name"] ?? ""));
  });
  return refined(pieces, redactText);
}

function opened(name: string, parent: Level | undefined): Level {
  const position = parent?.children ?? 0;
  if (parent !== undefined) parent.children += 1;
  return { name, secretName: secretNameOf(name, parent, position), named: null, children: 0 };
}

function secretNameOf(name: string, parent: Level | undefined, position: number): string | null {
  if (isSecretName(name)) return name;
  if (name.toLowerCase() === "value" && parent?.named != null) return parent.named;
  // Where XML-RPC takes a key, it is the first argument (OpenNebula, Gandi).
  if (name === "param" && parent?.name === "params" && position === 0) return notes.firstArgument;
  return isHarmlessInside(name) ? null : (parent?.secretName ?? null);
}

function textOf(text: string, level: Level | undefined, parent: Level | undefined): Piece {
  if (text.trim() === "") return plain(text);
  if (level !== undefined && parent !== undefined && /^(?:name|key)$/i.test(level.name) && isSecretName(text)) parent.named = text.trim();
  return level?.secretName == null ? plain(text) : secret(text, level.secretName);
}

function secretAttribute(name: string): string | null {
  return isSecretName(name) ? name : null;
}
