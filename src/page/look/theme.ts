/** Dark, light or high contrast: as the system says, as the person has chosen for all visits, or for as long as the page is open. */
import { storedTheme, storeTheme } from "../../broker/look/theme.ts";
import type { Store } from "../../broker/store.ts";
import { THEME_CHOICES, type Scheme, type ThemeChoice, type ThemeState } from "../../protocol/theme.ts";

/** Says "change" when another scheme is shown. */
export class PageTheme extends EventTarget {
  readonly #light = matchMedia("(prefers-color-scheme: light)");
  readonly #contrast = matchMedia("(prefers-contrast: more)");
  #choice: ThemeChoice;
  #shown: Scheme = "dark";

  /**
   * What it shows is there when it returns, before anything is painted.
   *
   * @param wanted what is shown instead of what is stored; what is no theme is not heeded
   */
  constructor(
    readonly store: Store | null,
    wanted: string | null = null,
  ) {
    super();
    this.#choice = THEME_CHOICES.find((choice) => choice === wanted) ?? storedTheme(store);
    for (const query of [this.#light, this.#contrast]) query.addEventListener("change", () => this.#show());
    this.#show();
  }

  get state(): ThemeState {
    return { choice: this.#choice, scheme: this.#shown };
  }

  /** While the page is open. */
  choose(choice: ThemeChoice): void {
    this.#choice = choice;
    this.#show();
  }

  /** From now on. */
  keep(choice: ThemeChoice): void {
    storeTheme(this.store, choice);
    this.choose(choice);
  }

  /** Only for what is shown at once: Chromium says no "change" of a query whose new answer somebody has already read. */
  #scheme(): Scheme {
    if (this.#choice !== "auto") return this.#choice;
    if (this.#contrast.matches) return "contrast";
    return this.#light.matches ? "light" : "dark";
  }

  #show(): void {
    this.#shown = this.#scheme();
    document.documentElement.dataset["theme"] = this.#shown;
    this.dispatchEvent(new Event("change"));
  }
}
