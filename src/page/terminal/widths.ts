/**
 * What is drawn as one character, and how many columns it has, by the rules of `libcloud_repl/graphemes.py`: the terminal and the
 * editor that draws in it must agree. The terminal's own tables are of 2008 and know no emoji; xterm's addon for graphemes has
 * tables and rules that Python has not, and would have to be there before the first output.
 */
import type { IUnicodeHandling, IUnicodeVersionProvider } from "@xterm/xterm";

/** East Asian Wide and Fullwidth (UAX #11, Unicode 16 as Python 3.14 has it), where they are more than emoji. */
const WIDE =
  /^[\u1100-\u115f\u2329\u232a\u2630-\u2637\u268a-\u268f\u2e80-\u303e\u3041-\u3247\u3250-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6b\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18d08}\u{1aff0}-\u{1b2fb}\u{1d300}-\u{1d376}\u{1f200}-\u{1f265}\u{20000}-\u{3fffd}]/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;
const ZERO = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const BESIDE = /^\p{Mc}$/u;
const JOINER = 0x200d;
const EMOJI_STYLE = 0xfe0f;
/** Below, every character stands for itself. */
const FIRST_MARK = 0x300;

type Width = 0 | 1 | 2;

/** What a character has to be so that the next one may join it. */
const OTHER = 0;
const PICTOGRAPH = 1;
const PICTOGRAPH_AND_JOINER = 2;
const FLAG_HALF = 3;
const HANGUL = 4;
type Kind = typeof OTHER | typeof PICTOGRAPH | typeof PICTOGRAPH_AND_JOINER | typeof FLAG_HALF | typeof HANGUL;

interface Character {
  /** Columns that it adds: 0 for marks and what is never seen. */
  readonly width: Width;
  readonly kind: Kind;
  /** It goes with whatever is before it. */
  readonly extends: boolean;
  /** A vowel that stands beside its consonant. */
  readonly beside: boolean;
}

interface Cluster {
  readonly kind: Kind;
  readonly width: number;
}

const cache = new Map<number, Character>();

function characterOf(codepoint: number): Character {
  let character = cache.get(codepoint);
  if (character === undefined) cache.set(codepoint, (character = describe(codepoint)));
  return character;
}

function describe(codepoint: number): Character {
  const text = String.fromCodePoint(codepoint);
  const beside = BESIDE.test(text);
  const zero = ZERO.test(text);
  const isTone = within(codepoint, 0x1f3fb, 0x1f3ff);
  return { width: zero ? 0 : widthOf(codepoint, text), kind: kindOf(codepoint), extends: zero || beside || isTone, beside };
}

function widthOf(codepoint: number, text: string): Width {
  return WIDE.test(text) || (EMOJI.test(text) && !isFlagHalf(codepoint)) ? 2 : 1;
}

function kindOf(codepoint: number): Kind {
  if (within(codepoint, 0x2190, 0x21ff) || within(codepoint, 0x2600, 0x27bf) || within(codepoint, 0x2b00, 0x2bff)) return PICTOGRAPH;
  if (isFlagHalf(codepoint)) return FLAG_HALF;
  if (within(codepoint, 0x1f000, 0x1faff)) return PICTOGRAPH;
  const isHangul = within(codepoint, 0x1100, 0x11ff) || within(codepoint, 0xa960, 0xa97c) || within(codepoint, 0xac00, 0xd7fb);
  return isHangul ? HANGUL : OTHER;
}

function within(codepoint: number, first: number, last: number): boolean {
  return codepoint >= first && codepoint <= last;
}

function isFlagHalf(codepoint: number): boolean {
  return within(codepoint, 0x1f1e6, 0x1f1ff);
}

/** Of a Hangul syllable that is written in parts. */
function isVowelOrFinal(codepoint: number): boolean {
  return within(codepoint, 0x1160, 0x11ff) || within(codepoint, 0xd7b0, 0xd7fb);
}

function begun({ kind, width }: Character): Cluster {
  return { kind, width: Math.max(1, width) };
}

/** What `before` becomes by the next character; null where that begins another cluster. */
function joined(before: Cluster, codepoint: number): Cluster | null {
  const character = characterOf(codepoint);
  const { kind, width } = before;
  if (character.extends) return { kind: extended(kind, codepoint), width: widened(width, codepoint, character) };
  if (kind === PICTOGRAPH_AND_JOINER && character.kind === PICTOGRAPH) return { kind: PICTOGRAPH, width: Math.max(width, character.width) };
  if (kind === FLAG_HALF && character.kind === FLAG_HALF) return { kind: OTHER, width: 2 };
  return kind === HANGUL && isVowelOrFinal(codepoint) ? before : null;
}

function extended(kind: Kind, codepoint: number): Kind {
  if (kind !== PICTOGRAPH && kind !== PICTOGRAPH_AND_JOINER) return OTHER;
  return codepoint === JOINER ? PICTOGRAPH_AND_JOINER : PICTOGRAPH;
}

function widened(width: number, codepoint: number, character: Character): number {
  if (codepoint === EMOJI_STYLE) return 2;
  return character.beside ? Math.min(2, width + 1) : Math.max(width, character.width);
}

/** xterm's packed form: bit 0 tells that the character joins the one before it, bits 1 and 2 the width, the others are ours. */
function packed({ kind, width }: Cluster, joins: boolean): number {
  return (kind << 3) | (width << 1) | (joins ? 1 : 0);
}

function unpacked(properties: number): Cluster {
  return { kind: KINDS[properties >> 3] ?? OTHER, width: (properties >> 1) & 3 };
}

const KINDS = [OTHER, PICTOGRAPH, PICTOGRAPH_AND_JOINER, FLAG_HALF, HANGUL] as const;
const PLAIN = packed({ kind: OTHER, width: 1 }, false);
const NOTHING = packed({ kind: OTHER, width: 0 }, false);

const isControl = (codepoint: number): boolean => codepoint < 0x20 || within(codepoint, 0x7f, 0x9f);

const provider: IUnicodeVersionProvider = {
  version: "python",
  wcwidth: (codepoint) => (isControl(codepoint) ? 0 : codepoint < FIRST_MARK ? 1 : characterOf(codepoint).width),
  charProperties: (codepoint, preceding) => {
    if (codepoint < FIRST_MARK) return isControl(codepoint) ? NOTHING : PLAIN;
    // None: at the start of a row, or behind a control.
    const cluster = preceding === 0 ? null : joined(unpacked(preceding), codepoint);
    return cluster === null ? packed(begun(characterOf(codepoint)), false) : packed(cluster, true);
  },
};

export function installWidths(unicode: IUnicodeHandling): void {
  unicode.register(provider);
  unicode.activeVersion = provider.version;
}
