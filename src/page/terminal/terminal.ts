/** The terminal in the page: output with acknowledgement, keys to whoever reads, a queue for what is typed ahead. */
import { FitAddon } from "@xterm/addon-fit";
import { Terminal as Xterm, type ITheme } from "@xterm/xterm";
import type { TerminalSize } from "../../protocol/interpreter.ts";
import { LineReader, type LineOptions, type LineResult, type Screen } from "./line-reader.ts";

const INTERRUPT = "\x03";
const BRACKETED_PASTE = "\x1b[?2004h";

export interface TerminalEvents {
  /** Ctrl-C while no line is read. */
  onInterrupt(): void;
  onResize(): void;
}

export type ReadOptions = Pick<LineOptions, "echo" | "history" | "prompt">;

export class Terminal implements Screen {
  readonly #xterm: Xterm;
  readonly #fit = new FitAddon();
  /** What was typed while nobody read. */
  #ahead = "";
  #reader: { readonly line: LineReader; readonly done: (result: LineResult) => void } | null = null;

  constructor(
    element: HTMLElement,
    readonly events: TerminalEvents,
  ) {
    const fontFamily = 'ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace';
    this.#xterm = new Xterm({ convertEol: true, cursorBlink: false, fontFamily, fontSize: 14, lineHeight: 1.2, scrollback: 10_000 });
    this.#xterm.loadAddon(this.#fit);
    this.#xterm.open(element);
    this.#xterm.write(BRACKETED_PASTE);
    this.#xterm.attachCustomKeyEventHandler((event) => this.#onKey(event));
    this.#xterm.onData((data) => this.#onData(data));
    this.#xterm.onResize(() => this.#onResized());
    new ResizeObserver(() => this.#fit.fit()).observe(element);
    this.#fit.fit();
  }

  get columns(): number {
    return this.#xterm.cols;
  }

  get size(): TerminalSize {
    return { columns: this.#xterm.cols, rows: this.#xterm.rows };
  }

  set theme(theme: ITheme) {
    this.#xterm.options.theme = theme;
  }

  /** Calls back when it has been parsed, and so will be on the screen with the next frame. */
  write(data: string | Uint8Array, parsed?: () => void): void {
    this.#xterm.write(data, parsed);
  }

  focus(): void {
    this.#xterm.focus();
  }

  /** Resolves when everything written so far has been parsed. */
  settled(): Promise<void> {
    return new Promise((resolve) => this.#xterm.write("", resolve));
  }

  /**
   * Reads a line, beginning with what was typed ahead.
   * @throws what `signal` was aborted with
   */
  async readLine(options: ReadOptions, signal: AbortSignal): Promise<LineResult> {
    await this.settled();
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<LineResult>();
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort);
    const line = new LineReader(this, { ...options, column: this.#xterm.buffer.active.cursorX });
    this.#reader = { line, done: resolve };
    this.#onData(this.#takeAhead());
    try {
      return await promise;
    } finally {
      this.#reader = null;
      signal.removeEventListener("abort", abort);
    }
  }

  /** Goes on in the first column, on a new row if it has to. */
  async freshLine(): Promise<void> {
    await this.settled();
    if (this.#xterm.buffer.active.cursorX > 0) this.write("\r\n");
  }

  #takeAhead(): string {
    const ahead = this.#ahead;
    this.#ahead = "";
    return ahead;
  }

  #onData(data: string): void {
    const interrupt = data.lastIndexOf(INTERRUPT);
    if (interrupt >= 0 && this.#reader === null) {
      this.#ahead = data.slice(interrupt + 1); // like a terminal's driver: Ctrl-C drops what was typed before it
      return this.events.onInterrupt();
    }
    const finished = this.#reader?.line.feed(data);
    if (finished === undefined) this.#ahead += data;
    if (!finished || this.#reader === null) return;
    this.#reader.done(finished.result);
    this.#reader = null;
    this.#ahead = finished.rest;
  }

  /** Leaves to the browser what is the browser's: copying a selection, pasting, developer tools. */
  #onKey(event: KeyboardEvent): boolean {
    const control = event.ctrlKey && !event.altKey && event.type === "keydown";
    const key = event.key.toLowerCase();
    if (control && key === "v") return false;
    if (control && key === "c" && this.#xterm.hasSelection()) return false;
    return !["F5", "F11", "F12"].includes(event.key);
  }

  #onResized(): void {
    this.events.onResize();
    this.#reader?.line.redraw();
  }
}
