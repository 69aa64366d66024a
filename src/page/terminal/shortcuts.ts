/** Which keys are the page's, and which are left to the browser. All others are the terminal's, and so Python's. */

/** `find` and `save` are for the page; `copy`: it copies the selection; `browser`: nobody here takes it. */
export type Shortcut = "find" | "save" | "copy" | "browser";

export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/**
 * @param selected whether there is a selection
 * @param mac whether commands begin with ⌘
 * @returns null for a key of the terminal
 */
export function shortcutOf(press: KeyPress, selected: boolean, mac: boolean): Shortcut | null {
  if (["F5", "F11", "F12"].includes(press.key)) return "browser";
  if (press.altKey || press.ctrlKey === press.metaKey) return null;
  const key = press.key.toLowerCase();
  if (press.metaKey) return mac ? ofCommand(key, press.shiftKey) : "browser";
  if (key === "v") return "browser";
  if (key === "c") return press.shiftKey || selected ? "copy" : null;
  return press.shiftKey ? ofShifted(key) : null;
}

function ofShifted(key: string): Shortcut | null {
  if (key === "f") return "find";
  return key === "s" ? "save" : null;
}

function ofCommand(key: string, shifted: boolean): Shortcut {
  if (key === "f") return "find";
  return key === "s" && shifted ? "save" : "browser";
}
