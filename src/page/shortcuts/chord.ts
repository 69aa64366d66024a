/** From what the browser tells of a key to what the key map knows. */
import type { Chord } from "../../broker/shortcuts/key-map.ts";

export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "isComposing">;

/** Held for a key that is yet to come, or switched. */
const ALONE = /^(?:Control|Alt|AltGraph|Shift|Meta|OS|Fn|FnLock|CapsLock|NumLock|ScrollLock|Dead|Process|Unidentified)$/;

/** @returns null while no key has been pressed that could do something */
export function chordOf(press: KeyPress): Chord | null {
  const key = nameOf(press);
  if (press.isComposing || key === null) return null;
  const held = [press.ctrlKey && "Ctrl", press.altKey && "Alt", press.shiftKey && "Shift", press.metaKey && "Meta"];
  return [...held.filter((each) => each !== false), key].join("-");
}

/** The letter that the layout has there; where it has none of ours (Cyrillic, or what Alt makes of it), the one on an English keyboard. Other keys by their places. */
function nameOf({ key, code }: KeyPress): string | null {
  if (/^[a-z]$/i.test(key)) return key.toUpperCase();
  const english = /^(?:Key([A-Z])|Digit(\d))$/.exec(code);
  if (english !== null) return english[1] ?? english[2] ?? null;
  return code === "" || ALONE.test(key) ? null : code;
}
