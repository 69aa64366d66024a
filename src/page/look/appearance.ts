/** What all terminals of the page look like, by the theme and by what the person has set. */
import type { ITerminalOptions } from "@xterm/xterm";
import { saveLook, type Look } from "../../broker/look/look.ts";
import type { Store } from "../../broker/store.ts";
import { CONTRAST, PALETTES } from "./palettes.ts";
import type { PageTheme } from "./theme.ts";

const FONTS = 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';

export interface Style {
  readonly options: ITerminalOptions;
  readonly bell: Look["bell"];
}

/** Says "change" when terminals have to look otherwise. */
export class Appearance extends EventTarget {
  readonly #still = matchMedia("(prefers-reduced-motion: reduce)");
  #calm = false;
  #look: Look;

  constructor(
    readonly theme: PageTheme,
    look: Look,
    readonly store: Store | null,
  ) {
    super();
    this.#look = look;
    for (const source of [theme, this.#still]) source.addEventListener("change", () => this.#show());
    this.#show();
  }

  get look(): Look {
    return this.#look;
  }

  /** From now on. */
  set look(look: Look) {
    this.#look = look;
    saveLook(this.store, look);
    this.#show();
  }

  get style(): Style {
    const { scheme } = this.theme.state;
    const { colors, fontFamily, fontSize, cursor, cursorBlink, bell, scrollback, optionIsMeta, screenReader } = this.#look;
    const options: ITerminalOptions = {
      theme: { ...PALETTES[scheme], ...colors },
      minimumContrastRatio: colors === null ? CONTRAST[scheme] : 1, // somebody's own are shown as they are
      fontFamily: fontFamily === null ? FONTS : `${fontFamily}, ${FONTS}`,
      fontSize,
      cursorStyle: cursor,
      cursorBlink: cursorBlink && !this.#calm,
      scrollback,
      macOptionIsMeta: optionIsMeta,
      screenReaderMode: screenReader,
    };
    return { options, bell };
  }

  /** The rim around the terminal's cells, too. */
  #show(): void {
    this.#calm = this.#still.matches; // see PageTheme: whoever wants a style must not read it
    const background = this.#look.colors?.["background"];
    if (background === undefined) document.documentElement.style.removeProperty("--terminal");
    else document.documentElement.style.setProperty("--terminal", background);
    this.dispatchEvent(new Event("change"));
  }
}
