/**
 * How many columns a character takes, as CPython's `_pyrepl.utils.str_width` has it: the terminal and the editor that draws in it
 * must agree. The terminal's own tables are of 2008 and know no emoji.
 */
import type { IUnicodeHandling, IUnicodeVersionProvider } from "@xterm/xterm";

/** East Asian Wide and Fullwidth (UAX #11), where they are more than emoji. */
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1aff0}-\u{1b2fb}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const SOFT_HYPHEN = 0xad;

type Width = 0 | 1 | 2;

export function widthOf(codepoint: number): Width {
  if (codepoint < 0x300) return codepoint < 0x20 || (codepoint >= 0x7f && codepoint < 0xa0) ? 0 : 1;
  const known = cache.get(codepoint);
  if (known !== undefined) return known;
  const width = measure(codepoint);
  cache.set(codepoint, width);
  return width;
}

const cache = new Map<number, Width>();

function measure(codepoint: number): Width {
  const character = String.fromCodePoint(codepoint);
  if (ZERO.test(character) && codepoint !== SOFT_HYPHEN) return 0;
  return WIDE.test(character) || EMOJI.test(character) ? 2 : 1;
}

const provider: IUnicodeVersionProvider = {
  version: "python",
  wcwidth: widthOf,
  // xterm's packed form: bit 0 tells that the character joins the one before it, bits 1 and 2 the width.
  charProperties: (codepoint, preceding) => {
    const width = widthOf(codepoint);
    const joins = width === 0 && preceding !== 0;
    const columns = joins ? Math.max(width, (preceding >> 1) & 3) : width;
    return (columns << 1) | (joins ? 1 : 0);
  },
};

export function installWidths(unicode: IUnicodeHandling): void {
  unicode.register(provider);
  unicode.activeVersion = provider.version;
}
