/** The theme that the person has chosen, for all visits. It is read before anything is painted, so it is a word of its own. */
import { THEME_CHOICES, type ThemeChoice } from "../../protocol/theme.ts";
import { keep, type Store } from "../store.ts";

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

export function storeTheme(store: Store | null, choice: ThemeChoice): void {
  keep(store, KEY, choice === "auto" ? null : choice);
}
