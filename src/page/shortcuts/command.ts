/** What a key tells the page to do. */
import { ACTIONS, withFirstDigit, type Action, type Chord, type KeyMap } from "../../broker/shortcuts/key-map.ts";

export type Command =
  | { readonly type: Exclude<Action, "select-session"> }
  /** From 1 on. */
  | { readonly type: "select-session"; readonly position: number };

/** @returns null for a key of somebody else's */
export function commandOf(map: KeyMap, chord: Chord): Command | null {
  const wanted = withFirstDigit(chord);
  const type = ACTIONS.find((action) => map[action] === wanted);
  if (type === undefined) return null;
  return type === "select-session" ? { type, position: Number(chord.at(-1)) } : { type };
}
