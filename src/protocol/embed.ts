/**
 * What the page around an embedded shell says, and hears. It is anybody's, so what it says is plain data that is parsed here and
 * nowhere else, and nothing that it hears tells what is in the shell.
 */
import { fail, object, oneOf, string } from "./parse.ts";
import { THEME_CHOICES, type ThemeChoice } from "./theme.ts";

/** Names whom a message is for: browsers' extensions send their own through the same channel. */
export const EMBED = "libcloud-repl";

export type EmbedAsk =
  /** Puts code at the prompt, which a person runs by Enter. */
  | { readonly type: "run"; readonly code: string }
  | { readonly type: "theme"; readonly theme: ThemeChoice };

export type EmbedTell =
  /** The first prompt is there; what was sent before has not been heard. */
  | { readonly type: "ready" }
  /** A message was not understood; `reason` is a sentence for whoever wrote the page. */
  | { readonly type: "error"; readonly reason: string };

const MAX_CODE = 10_000;
/** All but tabs and line ends: a terminal takes them for keys. */
const CONTROL = /[^\P{Cc}\n\t]/u;

/** @returns null for what is not for us. @throws ParseError */
export function parseEmbedAsk(data: unknown): EmbedAsk | null {
  if (typeof data !== "object" || data === null || !("to" in data) || data.to !== EMBED) return null;
  const message = object(data, "The message");
  const type = oneOf(message["type"], "type", ["run", "theme"]);
  if (type === "theme") return { type, theme: oneOf(message["theme"], "theme", THEME_CHOICES) };
  const code = string(message["code"], "code", MAX_CODE).replaceAll("\r\n", "\n");
  // Without line ends behind it: by them it would run.
  return CONTROL.test(code) ? fail("code has control characters in it") : { type, code: code.trimEnd() };
}
