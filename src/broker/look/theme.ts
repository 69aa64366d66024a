/** The theme that the person has chosen, for all visits. It is read before anything is painted, so it is a word of its own. */
import { THEME_CHOICES, type ThemeChoice } from "../../protocol/theme.ts";
import type { Store } from "../store.ts";

const KEY = "libcloud-repl.theme";

/** What nobody has chosen, and what is not understood, is "auto". */
export function storedTheme(store: Store | null): ThemeChoice {
  try {
    const stored = store?.getItem(KEY);
    return THEME_CHOICES.find((choice) => choice === stored) ?? "auto";
  } catch {
    return "auto"; // the browser forbids it
  }
}

/** A full or forbidden storage is no reason to stop: the choice holds in this page. */
export function storeTheme(store: Store | null, choice: ThemeChoice): void {
  try {
    if (choice === "auto") store?.removeItem(KEY);
    else store?.setItem(KEY, choice);
  } catch {
    return;
  }
}
