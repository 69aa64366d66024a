/** Keys for sessions, and for the journal that all of them share. Browsers leave them to pages, and `readline` does nothing with them but for Alt and a digit, which Esc and a digit do too. */

export type Command =
  | { readonly type: "new" }
  | { readonly type: "close" }
  | { readonly type: "rename" }
  /** To the journal and back. */
  | { readonly type: "requests" }
  /** Shows what Python may reach. */
  | { readonly type: "access" }
  /** To the session beside the active one. */
  | { readonly type: "step"; readonly by: 1 | -1 }
  /** From 1 on. */
  | { readonly type: "select"; readonly position: number };

export type Key = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "isComposing">;

const WITH_SHIFT: Readonly<Record<string, Command>> = {
  n: { type: "new" },
  w: { type: "close" },
  r: { type: "rename" },
  j: { type: "requests" },
  a: { type: "access" },
  ArrowLeft: { type: "step", by: -1 },
  ArrowRight: { type: "step", by: 1 },
};

/** @param mac there Alt (⌥) types characters, brackets among them; Control and Alt together do not */
export function commandOf(key: Key, mac: boolean): Command | null {
  if (!key.altKey || key.ctrlKey !== mac || key.metaKey || key.isComposing) return null;
  if (key.shiftKey) return WITH_SHIFT[nameOf(key)] ?? null;
  const digit = /^Digit([1-9])$/.exec(key.code)?.[1];
  return digit === undefined ? null : { type: "select", position: Number(digit) };
}

/** The letter that the layout has there; where it has none of ours (Cyrillic, or what Alt makes of it), the one on an English keyboard. */
function nameOf({ key, code }: Key): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? code;
}
