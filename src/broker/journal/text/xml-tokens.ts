/** XML as tokens, whatever is wrong with it: what is kept of a body may end anywhere. */
const TOKEN = /<!\[CDATA\[[^]*?(?:\]\]>|$)|<!--[^]*?(?:-->|$)|<(?:"[^"]*"|'[^']*'|[^>"'])*>?|[^<]+|</g;

export type XmlToken =
  | { readonly type: "open"; readonly text: string; readonly name: string }
  | { readonly type: "close"; readonly text: string }
  /** A tag that ends itself, a declaration, a comment. */
  | { readonly type: "single"; readonly text: string }
  | { readonly type: "text"; readonly text: string };

export function xmlTokens(text: string): readonly XmlToken[] {
  return (text.match(TOKEN) ?? []).map((token) => tokenOf(token));
}

function tokenOf(text: string): XmlToken {
  if (!text.startsWith("<") || text.startsWith("<![CDATA[")) return { type: "text", text };
  if (text.startsWith("</")) return { type: "close", text };
  if (/^<[!?]|\/>$/.test(text)) return { type: "single", text };
  return { type: "open", text, name: localName(text) };
}

/** Without its namespace's prefix. */
function localName(tag: string): string {
  const name = /^<([^\s/>]*)/.exec(tag)?.[1] ?? "";
  return name.slice(name.lastIndexOf(":") + 1);
}
