/** Which key does what in the page, as the person has set it for all visits. Most have set nothing, so what reads it comes only for the others. */
import { keep, type Store } from "../store.ts";

export const ACTIONS = [
  "new-session",
  "close-session",
  "rename-session",
  "previous-session",
  "next-session",
  "select-session",
  "find",
  "save",
  "requests",
  "access",
  "restart",
] as const;
export type Action = (typeof ACTIONS)[number];

/** What is held, in this order, and a key: `Ctrl-Alt-Shift-Meta-N`. */
export type Chord = string;

/** Null where an action has no key. A key has one action at most. */
export type KeyMap = Readonly<Record<Action, Chord | null>>;

const KEY = "libcloud-repl.keys";

/**
 * Browsers leave these to pages, and Python's editor does nothing with them but for Alt and a digit, which Esc and a digit do too.
 *
 * @param mac there Alt (⌥) types characters, brackets among them; Control and Alt together do not
 */
export function defaultKeyMap(mac: boolean): KeyMap {
  const held = mac ? "Ctrl-Alt-" : "Alt-";
  return {
    "new-session": `${held}Shift-N`,
    "close-session": `${held}Shift-W`,
    "rename-session": `${held}Shift-R`,
    "previous-session": `${held}Shift-ArrowLeft`,
    "next-session": `${held}Shift-ArrowRight`,
    "select-session": `${held}1`,
    find: mac ? "Meta-F" : "Ctrl-Shift-F",
    save: mac ? "Shift-Meta-S" : "Ctrl-Shift-S",
    requests: `${held}Shift-J`,
    access: `${held}Shift-A`,
    restart: null,
  };
}

/** One digit stands for all nine, which no other action has: they go to sessions by their numbers. */
export function withFirstDigit(chord: Chord): Chord {
  return chord.replace(/(?<=^|-)[1-9]$/, "1");
}

/** What is not there, or not understood, is the default. */
export async function loadKeyMap(store: Store | null, mac: boolean): Promise<KeyMap> {
  try {
    const text = store?.getItem(KEY) ?? null;
    if (text === null) return defaultKeyMap(mac);
    const { parseKeyMap } = await import("./parse-key-map.ts");
    return parseKeyMap(text, mac);
  } catch {
    return defaultKeyMap(mac); // another version has left it, or its parser cannot be fetched just now
  }
}

/** Only what differs from the default, which a later version may change. */
export function saveKeyMap(store: Store | null, map: KeyMap, mac: boolean): void {
  const defaults = defaultKeyMap(mac);
  const own = ACTIONS.filter((action) => map[action] !== defaults[action]);
  keep(store, KEY, own.length === 0 ? null : JSON.stringify(Object.fromEntries(own.map((action) => [action, map[action]]))));
}
