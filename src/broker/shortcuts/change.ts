/** Gives an action another key, unless something else has it. */
import * as text from "../../text/shortcuts.ts";
import { ACTIONS, withFirstDigit, type Action, type Chord, type KeyMap } from "./key-map.ts";
import { NAMES } from "./names.ts";
import { objectionTo } from "./objections.ts";

export type Change =
  | { readonly type: "changed"; readonly map: KeyMap }
  /** `why` goes behind the key's name in a sentence. */
  | { readonly type: "refused"; readonly why: string };

/** @param pressed null takes the key away */
export function withKey(map: KeyMap, action: Action, pressed: Chord | null, mac: boolean): Change {
  if (pressed === null) return { type: "changed", map: { ...map, [action]: null } };
  const chord = action === "select-session" ? withFirstDigit(pressed) : pressed;
  const why = objectionTo(action, chord, mac) ?? conflict(map, action, chord);
  return why === null ? { type: "changed", map: { ...map, [action]: chord } } : { type: "refused", why };
}

function conflict(map: KeyMap, action: Action, chord: Chord): string | null {
  const other = ACTIONS.find((each) => each !== action && map[each] === chord);
  return other === undefined ? null : text.taken(NAMES[other]);
}
