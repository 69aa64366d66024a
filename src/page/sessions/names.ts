/** What sessions are called: by their place among the tabs, and by the name that a person gave them. */
import * as text from "../../text/sessions.ts";

const MAX_CHARACTERS = 40;

/** What was typed as a name, in one line without control characters; "" takes the name away. */
export function cleanName(typed: string): string {
  const line = typed.replaceAll(/[\p{C}\s]+/gu, " ").trim();
  return Array.from(line).slice(0, MAX_CHARACTERS).join("").trim();
}

/** @param position from 1 on; the key that switches to it */
export function titleOf(position: number, name: string): string {
  return name === "" ? text.session(position) : text.namedSession(position, name);
}
