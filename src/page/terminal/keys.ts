/** What the terminal sends for keys, cut into keys, text and pastes. */

export type Key =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "paste"; readonly text: string }
  | { readonly type: "command"; readonly command: Command };

export type Command =
  | "accept"
  | "interrupt"
  | "end-of-input"
  | "left"
  | "right"
  | "word-left"
  | "word-right"
  | "start"
  | "end"
  | "previous"
  | "next"
  | "backspace"
  | "delete"
  | "delete-word"
  | "delete-to-start"
  | "delete-to-end"
  | "clear-screen"
  | "indent";

/** Sequences of xterm's normal mode, and the habits of GNU readline. */
const COMMANDS: Readonly<Record<string, Command>> = {
  "\r": "accept",
  "\n": "accept",
  "\x03": "interrupt",
  "\x04": "end-of-input",
  "\x1b[D": "left",
  "\x02": "left",
  "\x1b[C": "right",
  "\x06": "right",
  "\x1b[1;5D": "word-left",
  "\x1bb": "word-left",
  "\x1b[1;5C": "word-right",
  "\x1bf": "word-right",
  "\x1b[H": "start",
  "\x01": "start",
  "\x1b[F": "end",
  "\x05": "end",
  "\x1b[A": "previous",
  "\x10": "previous",
  "\x1b[B": "next",
  "\x0e": "next",
  "\x7f": "backspace",
  "\b": "backspace",
  "\x1b[3~": "delete",
  "\x17": "delete-word",
  "\x1b\x7f": "delete-word",
  "\x15": "delete-to-start",
  "\x0b": "delete-to-end",
  "\x0c": "clear-screen",
  "\t": "indent",
};

const PASTE = /^\x1b\[200~([^]*?)\x1b\[201~/; // bracketed paste
/** Also the strings (ECMA-48 §5.6) with which the terminal answers programs that ask for its colours or settings: no keys. */
const ESCAPE = /^\x1b(?:\[[0-9;?>]*[ -/]*[@-~]|O[A-Za-z]|[\]P][^\x07\x1b]*(?:\x07|\x1b\\)|[^[O])/;
const TEXT = /^[^\x00-\x1f\x7f]+/;

/** Cuts what the terminal sent at once. A key without a meaning here is null. */
export function* keysOf(data: string): Generator<{ readonly key: Key | null; readonly length: number }> {
  for (let rest = data; rest.length > 0; ) {
    const { key, length } = firstKey(rest);
    rest = rest.slice(length);
    yield { key, length };
  }
}

function firstKey(data: string): { key: Key | null; length: number } {
  const paste = PASTE.exec(data);
  if (paste !== null) return { key: { type: "paste", text: (paste[1] ?? "").replaceAll(/\r\n?/g, "\n") }, length: paste[0].length };
  const text = TEXT.exec(data)?.[0];
  if (text !== undefined) return { key: { type: "text", text }, length: text.length };
  const sequence = ESCAPE.exec(data)?.[0] ?? data.slice(0, 1);
  const command = COMMANDS[sequence];
  return { key: command === undefined ? null : { type: "command", command }, length: sequence.length };
}
