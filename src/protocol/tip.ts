/** The line about the call that is being typed. */
import { plainLine } from "./plain-text.ts";

/** In parts, the parameter that the cursor is at (or nothing) in the middle. */
export interface Tip {
  readonly before: string;
  readonly active: string;
  readonly after: string;
}

/** Of each part, in UTF-16 code units. */
export const MAX_TIP_CHARACTERS = 1 << 12;

/** @throws ParseError */
export function parseTip(fields: Record<string, unknown>): Tip {
  const part = (name: keyof Tip): string => plainLine(fields[name], name, MAX_TIP_CHARACTERS);
  return { before: part("before"), active: part("active"), after: part("after") };
}
