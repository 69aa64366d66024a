/** Reads one line from the terminal, with editing and recall. */
import { columnsOf } from "./columns.ts";
import type { History } from "./history.ts";
import { keysOf, type Command, type Key } from "./keys.ts";
import { LineBuffer } from "./line-buffer.ts";

/** The terminal as this needs it. */
export interface Screen {
  readonly columns: number;
  write(text: string): void;
}

export interface LineOptions {
  readonly prompt: string;
  /** Columns to the left of the prompt that hold output already. */
  readonly column: number;
  readonly echo: boolean;
  /** Null: nothing is recalled, and a paste of several lines is several lines. */
  readonly history: History | null;
}

export type LineResult =
  | { readonly type: "line"; readonly text: string }
  /** Several lines that were pasted at once, to be taken as one. */
  | { readonly type: "paste"; readonly text: string }
  | { readonly type: "interrupt" }
  | { readonly type: "end-of-input" };

export interface Finished {
  readonly result: LineResult;
  /** What was typed after the line's end. */
  readonly rest: string;
}

const INDENT = "    ";

export class LineReader {
  readonly #buffer = new LineBuffer();
  readonly #screen: Screen;
  readonly #options: LineOptions;
  /** The cursor's row, counted from the row in which the prompt begins. */
  #row = 0;

  constructor(screen: Screen, options: LineOptions) {
    this.#screen = screen;
    this.#options = options;
    screen.write(options.prompt);
  }

  feed(data: string): Finished | null {
    let consumed = 0;
    for (const { key, length } of keysOf(data)) {
      consumed += length;
      const finished = key === null ? null : this.#press(key);
      if (finished !== null) return { result: finished.result, rest: finished.rest + data.slice(consumed) };
    }
    return null;
  }

  /** Draws the line anew. */
  redraw(): void {
    const { prompt, echo, column } = this.#options;
    if (!echo) return;
    const width = (text: string): number => column + columnsOf(prompt + text);
    const end = width(this.#buffer.text);
    // At the right edge the terminal waits with wrapping until there is something to wrap.
    const wrap = end > 0 && end % this.#screen.columns === 0 ? " \r" : "";
    this.#screen.write(`${moves(-this.#row, column)}\x1b[J${prompt}${this.#buffer.text}${wrap}`);
    this.#placeCursor(end, width(this.#buffer.beforeCursor));
  }

  #placeCursor(end: number, cursor: number): void {
    const columns = this.#screen.columns;
    this.#row = Math.floor(cursor / columns);
    this.#screen.write(moves(this.#row - Math.floor(end / columns), cursor % columns));
  }

  #press(key: Key): Finished | null {
    if (key.type === "command") return this.#run(key.command);
    if (key.type === "paste" && key.text.includes("\n")) return this.#paste(key.text);
    this.#buffer.insert(key.text);
    this.redraw();
    return null;
  }

  #paste(text: string): Finished {
    const many = this.#options.history !== null;
    const end = many ? text.lastIndexOf("\n") : text.indexOf("\n");
    this.#buffer.insert(text.slice(0, end));
    const rest = text.slice(end + 1).replaceAll("\n", "\r");
    if (!many) return { result: this.#accept(), rest };
    this.#screen.write(`${text.slice(0, end).replaceAll("\n", "\r\n... ")}\r\n`);
    return { result: { type: "paste", text: `${this.#buffer.text}\n` }, rest };
  }

  #run(command: Command): Finished | null {
    const result = this.#perform(command);
    return result === null ? null : { result, rest: "" };
  }

  #perform(command: Command): LineResult | null {
    switch (command) {
      case "accept":
        return this.#accept();
      case "interrupt":
        return { type: "interrupt" };
      case "end-of-input":
        return this.#buffer.text === "" ? { type: "end-of-input" } : this.#edit("delete");
      case "previous":
        return this.#recall(this.#options.history?.previous(this.#buffer.text));
      case "next":
        return this.#recall(this.#options.history?.next());
      default:
        return this.#edit(command);
    }
  }

  #accept(): LineResult {
    this.#buffer.move(this.#buffer.end);
    this.redraw();
    this.#screen.write("\r\n");
    return { type: "line", text: this.#buffer.text };
  }

  #recall(line: string | null | undefined): null {
    if (typeof line === "string") this.#buffer.set(line);
    this.redraw();
    return null;
  }

  #edit(command: Command): null {
    EDITS[command]?.(this.#buffer);
    if (command === "clear-screen") this.#screen.write("\x1b[H\x1b[2J");
    if (command === "clear-screen") this.#row = 0;
    this.redraw();
    return null;
  }
}

const EDITS: Readonly<Partial<Record<Command, (buffer: LineBuffer) => void>>> = {
  left: (buffer) => buffer.move(buffer.left),
  right: (buffer) => buffer.move(buffer.right),
  start: (buffer) => buffer.move(buffer.start),
  end: (buffer) => buffer.move(buffer.end),
  "word-left": (buffer) => buffer.move(buffer.wordLeft),
  "word-right": (buffer) => buffer.move(buffer.wordRight),
  backspace: (buffer) => buffer.delete(buffer.left),
  delete: (buffer) => buffer.delete(buffer.right),
  "delete-word": (buffer) => buffer.delete(buffer.wordLeft),
  "delete-to-start": (buffer) => buffer.delete(buffer.start),
  "delete-to-end": (buffer) => buffer.delete(buffer.end),
  indent: (buffer) => buffer.insert(INDENT),
};

/** Escape sequences for `rows` down (up if negative), then to `column`. */
function moves(rows: number, column: number): string {
  const vertical = rows < 0 ? `\x1b[${-rows}A` : "";
  return `${vertical}\r${column > 0 ? `\x1b[${column}C` : ""}`;
}
