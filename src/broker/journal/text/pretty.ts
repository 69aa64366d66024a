/** Bodies laid out for people. Nothing but blanks is added or taken away. */
import type { Syntax } from "./body-text.ts";
import { jsonTokens } from "./json-tokens.ts";
import { xmlTokens, type XmlToken } from "./xml-tokens.ts";

/** Deeper than that all is at the same column, or a body of brackets would take a thousand times its size. */
const MAX_DEPTH = 24;

export function pretty(text: string, syntax: Syntax): string {
  if (syntax === "json") return prettyJson(text);
  if (syntax === "xml") return prettyXml(text);
  return syntax === "form" ? text.replaceAll("&", "&\n") : text;
}

function prettyJson(text: string): string {
  const out: string[] = [];
  let depth = 0;
  let before = "";
  for (const token of jsonTokens(text)) {
    if (/^\s/.test(token)) continue;
    const closes = token === "}" || token === "]";
    if (closes) depth = Math.max(0, depth - 1);
    const empty = closes && (before === "{" || before === "[");
    if (out.length > 0 && !empty && (closes || [",", "{", "["].includes(before))) out.push(line(depth));
    out.push(token === ":" ? ": " : token);
    if (token === "{" || token === "[") depth += 1;
    before = token;
  }
  return out.join("");
}

/** An element that has nothing but text stays on one line. */
function prettyXml(text: string): string {
  const tokens = xmlTokens(text).filter((token) => token.type !== "text" || token.text.trim() !== "");
  const out: string[] = [];
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.type === "close") depth = Math.max(0, depth - 1);
    if (index > 0 && !staysOnLine(tokens, index)) out.push(line(depth));
    out.push(token.type === "text" ? token.text.trim() : token.text);
    if (token.type === "open") depth += 1;
  }
  return out.join("");
}

/** Text behind the tag that opens its element, and the tag that closes one which has no elements in it. */
function staysOnLine(tokens: readonly XmlToken[], index: number): boolean {
  const [before, last, token] = [tokens[index - 2], tokens[index - 1], tokens[index]];
  if (token?.type === "text") return last?.type === "open";
  return token?.type === "close" && (last?.type === "open" || (last?.type === "text" && before?.type === "open"));
}

function line(depth: number): string {
  return `\n${"  ".repeat(Math.min(depth, MAX_DEPTH))}`;
}
