/** Text of one line that means nothing but itself: what the interpreter gives to be shown outside of the terminal. */
import { fail, string } from "./parse.ts";

/** Controls, halves of characters, ends of lines, and what turns the direction of the text around (Unicode's TR 36). */
const COMMANDS = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** @throws ParseError */
export function plainLine(value: unknown, what: string, limit: number): string {
  const text = string(value, what, limit);
  if (COMMANDS.test(text)) fail(`${what} has control characters`);
  return text;
}
