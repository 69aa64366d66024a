/** Colours of the terminal, as a person gives them: a JSON object with the names that xterm.js has for them. */
import { fail, object } from "../../protocol/parse.ts";
import * as text from "../../text/look.ts";

const NAMES = [
  "foreground",
  "background",
  "cursor",
  "cursorAccent",
  "selectionBackground",
  "selectionForeground",
  "selectionInactiveBackground",
  ...["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"],
  ...["brightBlack", "brightRed", "brightGreen", "brightYellow", "brightBlue", "brightMagenta", "brightCyan", "brightWhite"],
];
/** Nothing else: a colour becomes a part of style sheets. */
const COLOR = /^#(?:[0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})$/i;

/** By name; `#rgb`, `#rrggbb` or `#rrggbbaa`. */
export type Colors = Readonly<Record<string, string>>;

/** @throws ParseError with a sentence for whoever wrote it */
export function parseColors(value: unknown): Colors {
  const entries = Object.entries(object(value, text.colors));
  if (entries.length === 0) fail(text.noColors);
  return Object.fromEntries(entries.map(([name, color]) => [known(name), parseColor(name, color)]));
}

function known(name: string): string {
  return NAMES.includes(name) ? name : fail(text.unknownColor(name, NAMES));
}

function parseColor(name: string, value: unknown): string {
  return typeof value === "string" && COLOR.test(value) ? value : fail(text.noColor(name));
}
