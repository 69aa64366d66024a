/**
 * Text of which some is secret. Whatever shows, copies or saves a part of the journal renders pieces, and so decides what becomes of
 * the secrets: nobody looks for them a second time.
 */
export type Piece =
  | { readonly type: "plain"; readonly text: string }
  /** @property name what it is called, e.g. "Authorization" */
  | { readonly type: "secret"; readonly text: string; readonly name: string };

export type Redacted = readonly Piece[];

export const MASK = "••••••••";

export function plain(text: string): Piece {
  return { type: "plain", text };
}

/** There is nothing to hide in nothing. */
export function secret(text: string, name: string): Piece {
  return text === "" ? plain(text) : { type: "secret", text, name };
}

export function masked(pieces: Redacted, mask: string = MASK): string {
  return pieces.map((piece) => (piece.type === "plain" ? piece.text : mask)).join("");
}

export function hasSecret(pieces: Redacted): boolean {
  return pieces.some(({ type }) => type === "secret");
}

/** With another reader's findings in what was plain. */
export function refined(pieces: Redacted, read: (text: string) => Redacted): Redacted {
  return merged(pieces).flatMap((piece) => (piece.type === "plain" ? read(piece.text) : [piece]));
}

/** What is plain and adjacent as one piece, so that the next reader sees it as a whole. */
export function merged(pieces: Redacted): Redacted {
  const whole: Piece[] = [];
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 0) whole.push(plain(run.join("")));
    run = [];
  };
  for (const piece of pieces) {
    if (piece.type === "plain") {
      run.push(piece.text);
      continue;
    }
    flush();
    whole.push(piece);
  }
  flush();
  return whole;
}

/**
 * The pieces of a text in which `pattern` finds secrets.
 *
 * @param pattern with the flags `g` and `d`, and a group `secret`
 * @param nameOf what a match is called; null: it is no secret after all
 */
export function found(text: string, pattern: RegExp, nameOf: (match: RegExpExecArray) => string | null): Redacted {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of text.matchAll(pattern)) {
    const [from, to] = match.indices?.groups?.["secret"] ?? [0, 0];
    const name = nameOf(match);
    if (name === null) continue;
    pieces.push(plain(text.slice(at, from)), secret(text.slice(from, to), name));
    at = to;
  }
  return [...pieces, plain(text.slice(at))];
}
