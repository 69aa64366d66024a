/** Why a key can be no action's. Each goes behind the key's name in a sentence. */

export const editors = "is a key of Python's editor.";
export const elsewhere = "is elsewhere on other keyboards: take a letter, an arrow, a function key, Home, End, Page Up or Page Down.";
export const browsers = "is the browser's own: most hand it to no page.";
export const clipboards = "is for copying and pasting.";
export const systems = "is the system's own.";
export const altGr = "is AltGr on some keyboards, and types characters there.";
export const typesOnMac = "types a character on a Mac, unless Ctrl is held, too.";
export const types = "types a character: hold Ctrl and Shift, or Alt and Shift, too.";
export const moves = "moves in what you edit, or in the output: hold Alt and Shift, too.";
export const pictures = "goes to the button of a picture.";
export const noDigit = "has none of the digits from 1 to 9: press one of them, and the others follow.";
export const digit = "has a digit, and these go to sessions by their numbers.";
