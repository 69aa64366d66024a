/** The one door for what is stored of the look, and for what a person types into its fields. */
import { boolean, fail, integer, json, nullable, object, oneOf, string } from "../../protocol/parse.ts";
import * as text from "../../text/look.ts";
import { parseColors, type Colors } from "./colors.ts";
import { BELLS, CURSORS, DEFAULT_LOOK, type Look } from "./look.ts";

export const FONT_SIZES = [8, 40] as const;
/** With more lines, searching, saving and wrapping anew would take longer than the page may stand still. Memory is 12 bytes a cell. */
export const SCROLLBACKS = [1000, 50_000] as const;
/** Names with blanks, in quotation marks or not, and commas: it becomes a part of a style sheet. */
const FONTS = /^[\p{L}\p{N} ,"'_.-]+$/u;

/** What is missing is the default. @throws ParseError with a sentence */
export function parseLook(stored: string): Look {
  const look: Record<string, unknown> = { ...DEFAULT_LOOK, ...object(json(stored, text.look), text.look) };
  return {
    colors: nullable(look["colors"], parseColors),
    fontFamily: nullable(look["fontFamily"], parseFonts),
    fontSize: integer(look["fontSize"], text.size, ...FONT_SIZES),
    cursor: oneOf(look["cursor"], text.cursor, CURSORS),
    cursorBlink: boolean(look["cursorBlink"], text.blinking),
    bell: oneOf(look["bell"], text.bell, BELLS),
    scrollback: integer(look["scrollback"], text.lines, ...SCROLLBACKS),
    optionIsMeta: boolean(look["optionIsMeta"], text.optionKey),
    screenReader: boolean(look["screenReader"], text.screenReaders),
  };
}

/** What a person has written, or pasted. @throws ParseError with a sentence */
export function readColors(written: string): Colors {
  return parseColors(json(written, text.colors));
}

function parseFonts(value: unknown): string {
  const fonts = string(value, text.fonts, 200);
  return FONTS.test(fonts) ? fonts : fail(text.noFonts);
}
