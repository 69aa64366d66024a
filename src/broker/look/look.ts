/** How the terminal looks and behaves, as the person has set it for all visits. Most have set nothing, so what reads it comes only for the others. */
import { keep, type Store } from "../store.ts";
import type { Colors } from "./colors.ts";

export const CURSORS = ["block", "bar", "underline"] as const;
export const BELLS = ["none", "flash", "sound"] as const;

export interface Look {
  /** The terminal's own colours, whatever the theme; null for those of the theme. */
  readonly colors: Colors | null;
  /** A list of fonts as in CSS; null for the page's. */
  readonly fontFamily: string | null;
  /** CSS pixels. */
  readonly fontSize: number;
  readonly cursor: (typeof CURSORS)[number];
  readonly cursorBlink: boolean;
  readonly bell: (typeof BELLS)[number];
  /** Lines that are kept. */
  readonly scrollback: number;
  /** On a Mac: ⌥ is the editor's Meta, and types no characters. */
  readonly optionIsMeta: boolean;
  /** Lets a screen reader read the output, and hear what is new. */
  readonly screenReader: boolean;
}

export const DEFAULT_LOOK: Look = {
  colors: null,
  fontFamily: null,
  fontSize: 14,
  cursor: "block",
  cursorBlink: false,
  bell: "none",
  scrollback: 10_000,
  optionIsMeta: false,
  screenReader: false,
};

const KEY = "libcloud-repl.look";

/** What is not there, or not understood, is the default. */
export async function loadLook(store: Store | null): Promise<Look> {
  try {
    const text = store?.getItem(KEY) ?? null;
    if (text === null) return DEFAULT_LOOK;
    const { parseLook } = await import("./parse-look.ts");
    return parseLook(text);
  } catch {
    return DEFAULT_LOOK; // another version has left it, or its parser cannot be fetched just now
  }
}

export function saveLook(store: Store | null, look: Look): void {
  const text = JSON.stringify(look);
  keep(store, KEY, text === JSON.stringify(DEFAULT_LOOK) ? null : text);
}
