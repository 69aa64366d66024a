/** How keys are written for people, and for their software. */
import type { Chord } from "../../broker/shortcuts/key-map.ts";
import * as text from "../../text/keys.ts";

export function labelOf(chord: Chord, mac: boolean): string {
  const parts = chord.split("-").map((part) => text.names[part] ?? (mac ? text.namesOnMac[part] : undefined) ?? part);
  return parts.join("-");
}

/** For `aria-keyshortcuts` (WAI-ARIA 1.2, 6.6). */
export function ariaOf(chord: Chord): string {
  return chord.replace("Ctrl-", "Control-").replaceAll("-", "+");
}
