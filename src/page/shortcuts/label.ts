/** How keys are written for people, and for their software. */
import type { Chord } from "../../broker/shortcuts/key-map.ts";

const SIGNS: Readonly<Record<string, string>> = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓", PageUp: "Page Up", PageDown: "Page Down" };
/** As Apple's keyboards have them. */
const ON_MAC: Readonly<Record<string, string>> = { Alt: "Option", Meta: "Cmd" };

export function labelOf(chord: Chord, mac: boolean): string {
  const parts = chord.split("-").map((part) => SIGNS[part] ?? (mac ? ON_MAC[part] : undefined) ?? part);
  return parts.join("-");
}

/** For `aria-keyshortcuts` (WAI-ARIA 1.2, 6.6). */
export function ariaOf(chord: Chord): string {
  return chord.replace("Ctrl-", "Control-").replaceAll("-", "+");
}
