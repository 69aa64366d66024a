/** Which keys are left to the browser, and which copy. All others are the terminal's, and so Python's; the page has taken its own before. */

/** `copy`: it copies the selection; `browser`: nobody here takes it. */
export type Shortcut = "copy" | "browser";

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * @param selected whether there is a selection
 * @returns null for a key of the terminal
 */
export function shortcutOf(press: KeyPress, selected: boolean): Shortcut | null {
  if (["F5", "F11", "F12"].includes(press.key)) return "browser";
  if (press.altKey || press.ctrlKey === press.metaKey) return null;
  const key = press.key.toLowerCase();
  if (press.metaKey || key === "v") return "browser";
  return key === "c" && (press.shiftKey || selected) ? "copy" : null;
}
