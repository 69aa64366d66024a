/** The one door for what is stored of the look, and for what a person types into its fields. */
import { boolean, fail, integer, json, nullable, object, oneOf, string } from "../../protocol/parse.ts";
import { parseColors, type Colors } from "./colors.ts";
import { BELLS, CURSORS, DEFAULT_LOOK, type Look } from "./look.ts";

export const FONT_SIZES = [8, 40] as const;
/** With more lines, searching, saving and wrapping anew would take longer than the page may stand still. Memory is 12 bytes a cell. */
export const SCROLLBACKS = [1000, 50_000] as const;
/** Names with blanks, in quotation marks or not, and commas: it becomes a part of a style sheet. */
const FONTS = /^[\p{L}\p{N} ,"'_.-]+$/u;

/** What is missing is the default. @throws ParseError with a sentence */
export function parseLook(text: string): Look {
  const look: Record<string, unknown> = { ...DEFAULT_LOOK, ...object(json(text, "The look"), "The look") };
  return {
    colors: nullable(look["colors"], parseColors),
    fontFamily: nullable(look["fontFamily"], parseFonts),
    fontSize: integer(look["fontSize"], "The size", ...FONT_SIZES),
    cursor: oneOf(look["cursor"], "The cursor", CURSORS),
    cursorBlink: boolean(look["cursorBlink"], "The blinking"),
    bell: oneOf(look["bell"], "The bell", BELLS),
    scrollback: integer(look["scrollback"], "The number of lines", ...SCROLLBACKS),
    optionIsMeta: boolean(look["optionIsMeta"], "The Option key"),
    screenReader: boolean(look["screenReader"], "The mode for screen readers"),
  };
}

/** What a person has written, or pasted. @throws ParseError with a sentence */
export function readColors(text: string): Colors {
  return parseColors(json(text, "What is there"));
}

function parseFonts(value: unknown): string {
  const fonts = string(value, "The list of fonts", 200);
  return FONTS.test(fonts) ? fonts : fail("A list of fonts has names and commas only, like Fira Code, monospace.");
}
