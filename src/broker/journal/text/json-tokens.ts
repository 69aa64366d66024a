/**
 * JSON as tokens, whatever is wrong with it: what is kept of a body may end anywhere, and a parser would read large numbers as
 * others than they are. A string that is cut off ends with the text.
 */
const TOKEN = /"[^"\\]*(?:\\[^][^"\\]*)*"?|[{}[\],:]|[^\s"{}[\],:]+|\s+/g;

export function jsonTokens(text: string): readonly string[] {
  return text.match(TOKEN) ?? [];
}

/** What a token for a string says. */
export function unquoted(token: string): string {
  try {
    const value: unknown = JSON.parse(token);
    return typeof value === "string" ? value : token;
  } catch {
    return token.replace(/^"/, "").replace(/"$/, "");
  }
}
