/** The one door for what is stored of the key map. */
import { json, object } from "../../protocol/parse.ts";
import { ACTIONS, defaultKeyMap, type Action, type Chord, type KeyMap } from "./key-map.ts";
import { objectionTo } from "./objections.ts";

/**
 * What is stored of an action and cannot be its key is its default. A default that has become somebody's own key for another action, as
 * a later version's may, gives way.
 *
 * @throws ParseError when it is no object at all
 */
export function parseKeyMap(text: string, mac: boolean): KeyMap {
  const stored = object(json(text, "The key map"), "The key map");
  const defaults = defaultKeyMap(mac);
  const own = new Map<Action, Chord | null>();
  for (const action of ACTIONS) {
    const chord = stored[action];
    if (isKeyFor(action, chord, mac) && !isTaken(own, chord)) own.set(action, chord);
  }
  const map = new Map(own);
  for (const action of ACTIONS) if (!own.has(action)) map.set(action, isTaken(map, defaults[action]) ? null : defaults[action]);
  return { ...defaults, ...Object.fromEntries(map) };
}

function isKeyFor(action: Action, chord: unknown, mac: boolean): chord is Chord | null {
  return chord === null || (typeof chord === "string" && objectionTo(action, chord, mac) === null);
}

function isTaken(map: ReadonlyMap<Action, Chord | null>, chord: Chord | null): boolean {
  return chord !== null && [...map.values()].includes(chord);
}
