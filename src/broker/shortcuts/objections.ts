/** Which keys are nobody's to give away: Python's editor needs them, a browser keeps them, or they type. */
import * as text from "../../text/objections.ts";
import type { Action, Chord } from "./key-map.ts";

interface Press {
  readonly ctrl: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly meta: boolean;
  readonly key: string;
}

type Rule = readonly [applies: (press: Press, mac: boolean) => boolean, why: string];

/** Keys of these names are found on all keyboards, whatever the layout. */
const CHORD = /^(Ctrl-)?(Alt-)?(Shift-)?(Meta-)?([A-Z]|[0-9]|F[1-9]|F1[0-2]|Arrow(?:Left|Right|Up|Down)|Home|End|PageUp|PageDown)$/;
const EDITING = /(?:^|-)(?:Enter|NumpadEnter|Tab|Backspace|Delete|Insert|Escape|Space)$/;
const CHARACTER = /^[A-Z0-9]$/;
const MOTION = /^(?:Arrow.*|Home|End|Page.*)$/;

/** The first that applies says why. */
const RULES: readonly Rule[] = [
  [isBrowsers, text.browsers],
  [isClipboards, text.clipboards],
  [({ meta }, mac) => meta && !mac, text.systems],
  [({ ctrl, alt }, mac) => ctrl && alt && !mac, text.altGr],
  [({ ctrl, alt, meta, key }, mac) => mac && alt && !ctrl && !meta && CHARACTER.test(key), text.typesOnMac],
  [(press) => CHARACTER.test(press.key) && heldOf(press) === "", text.types],
  [isEditors, text.editors],
  [({ alt, shift, key }) => MOTION.test(key) && !(alt && shift), text.moves],
  [(press) => press.key === "F6" && heldOf(press) === "", text.pictures],
];

/** @returns null when it can be the action's key, as far as other actions do not have it; else what goes behind the key's name in a sentence */
export function objectionTo(action: Action, chord: Chord, mac: boolean): string | null {
  const press = pressOf(chord);
  if (press === null) return EDITING.test(chord) ? text.editors : text.elsewhere;
  return RULES.find(([applies]) => applies(press, mac))?.[1] ?? objectionToDigit(action, press.key);
}

function objectionToDigit(action: Action, key: string): string | null {
  if (action === "select-session") return key === "1" ? null : text.noDigit;
  return /^\d$/.test(key) ? text.digit : null;
}

function pressOf(chord: Chord): Press | null {
  const parts = CHORD.exec(chord);
  if (parts === null) return null;
  const [, ctrl, alt, shift, meta, key = ""] = parts;
  return { ctrl: ctrl !== undefined, alt: alt !== undefined, shift: shift !== undefined, meta: meta !== undefined, key };
}

/** Shift aside, which types capitals. */
function heldOf({ ctrl, alt, meta }: Press): string {
  return [ctrl && "Ctrl", alt && "Alt", meta && "Meta"].filter((held) => held !== false).join("-");
}

/** New tabs and windows, and their ends, come from the person alone, and so do private windows. The terminal leaves F5, F11 and F12 to the browser whatever is held. */
function isBrowsers({ ctrl, alt, shift, meta, key }: Press, mac: boolean): boolean {
  if (["F5", "F11", "F12"].includes(key)) return true;
  if (ctrl && !alt && ["PageUp", "PageDown", "F4"].includes(key)) return true;
  if (!(mac ? meta : ctrl) || alt) return alt && key === "F4";
  return "NTW".includes(key) || (shift && "PQ".includes(key)) || (mac && "HMQ".includes(key));
}

function isClipboards({ ctrl, alt, shift, meta, key }: Press, mac: boolean): boolean {
  if (alt || !(ctrl || meta)) return false;
  return ["C", "V"].includes(key) || (mac && meta && !shift && ["A", "X", "Z"].includes(key));
}

/** Control characters, Meta and a letter, and the help, the history and the paste mode. */
function isEditors(press: Press): boolean {
  const { shift, key } = press;
  const held = heldOf(press);
  if (/^[A-Z]$/.test(key)) return !shift && (held === "Ctrl" || held === "Alt");
  if (/^\d$/.test(key)) return !shift && held === "Ctrl";
  return ["F1", "F2", "F3"].includes(key) && held === "" && !shift;
}
