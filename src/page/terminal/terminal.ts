/** The terminal in the page: shows output, says when it has, and hands on what is typed. */
import { FitAddon } from "@xterm/addon-fit";
import { Terminal as Xterm, type ITerminalAddon } from "@xterm/xterm";
import { RESIZE_OSC } from "../../protocol/screen.ts";
import type { TerminalSize } from "../../protocol/interpreter.ts";
import { element as make } from "../dom.ts";
import { lazy } from "../lazy.ts";
import type { Style } from "../look/appearance.ts";
import { part } from "../parts.ts";
import { CutLines } from "./cut-lines.ts";
import { installCutNotice } from "./cut-notice.ts";
import { Echo } from "./echo.ts";
import type { Extras } from "./extras.ts";
import { Pace } from "./pace.ts";
import { Selection } from "./selection.ts";
import { shortcutOf } from "./shortcuts.ts";
import { installWidths } from "./widths.ts";

const BRACKETED_PASTE = "\x1b[?2004h";
/**
 * Until it takes the size that fits. With more than there is room for, the page would get a scroll bar meanwhile, and the terminal not the
 * size that fits without; with fewer, their height is known less well where a pixel of the page is no whole number of the screen's.
 */
const FIRST_ROWS = 4;
/** Where nobody sees it, as in a frame that is hidden, there is no room to fit. */
const UNSEEN: TerminalSize = { columns: 80, rows: 24 };

export interface TerminalEvents {
  /** Keys and pastes, as terminals encode them. */
  onData(data: string): void;
  /** Of what was typed and the prompt has not read, as far as one knows here, the part from `position` on, at most `limit` characters. */
  unread(position: number, limit: number): string;
  /** There may be room for another size. The terminal takes it when {@link Terminal.fit} is called. */
  onResize(): void;
}

export class Terminal {
  readonly #xterm: Xterm;
  readonly #fit = new FitAddon();
  readonly #room = new ResizeObserver(() => this.#onRoom());
  readonly #sight = new IntersectionObserver((seen) => this.#onSight(seen.at(-1)?.isIntersecting === true));
  /** Whether xterm draws. It hears a little late that it is seen again; given another size before, it would lose its place at the end. */
  #draws = true;
  readonly #selection: Selection;
  readonly #cut: CutLines;
  readonly #echo: Echo;
  readonly pace: Pace;
  #bell: Style["bell"];
  readonly #corner = make("div", { className: "corner" });
  /** Fetches what the first prompt does not wait for: links, search, transcripts, faster drawing. */
  readonly loadExtras = lazy(() => this.#importExtras());
  #extras: Extras | null = null;

  constructor(
    readonly element: HTMLElement,
    style: Style,
    readonly events: TerminalEvents,
  ) {
    // xterm counts its unicode tables among what it proposes.
    this.#xterm = new Xterm({ ...style.options, rows: FIRST_ROWS, lineHeight: 1.2, convertEol: true, allowProposedApi: true });
    this.#bell = style.bell;
    this.#xterm.loadAddon(this.#fit);
    installWidths(this.#xterm.unicode);
    this.#xterm.open(element);
    element.append(this.#corner);
    this.#selection = new Selection(this.#xterm, element);
    this.#cut = new CutLines(this.#xterm);
    this.#echo = new Echo(this.#xterm, (position, limit) => this.events.unread(position, limit));
    this.pace = new Pace(this.#xterm);
    installCutNotice(this.#xterm, this.#cut, this.#corner);
    this.#xterm.write(BRACKETED_PASTE);
    this.#xterm.attachCustomKeyEventHandler((event) => this.#onKey(event));
    this.#xterm.onData((data) => this.#onData(data));
    this.#xterm.parser.registerOscHandler(RESIZE_OSC, () => this.#onMarker());
    this.#xterm.onBell(() => void this.#ring());
    this.#room.observe(element);
    this.#sight.observe(element); // after xterm's own, which so is told first
    const { columns, rows } = this.#fitting ?? UNSEEN;
    this.#xterm.resize(columns, rows);
  }

  get size(): TerminalSize {
    return { columns: this.#xterm.cols, rows: this.#xterm.rows };
  }

  /** The size that fits the room there is. */
  get room(): TerminalSize {
    return this.#fitting ?? this.size;
  }

  get #fitting(): TerminalSize | null {
    const proposed = this.#fit.proposeDimensions();
    return proposed === undefined || Number.isNaN(proposed.cols) ? null : { columns: proposed.cols, rows: proposed.rows };
  }

  set style({ options, bell }: Style) {
    this.#bell = bell;
    Object.assign(this.#xterm.options, options);
    this.#extras?.restyle();
    this.#onRoom(); // cells may have another size
  }

  /** Calls back when it has been parsed, and so will be on the screen with the next frame. */
  write(data: string | Uint8Array, parsed?: () => void): void {
    this.#echo.write(data, parsed);
  }

  /** For parts of the terminal that are there only when they are needed. */
  load(addon: ITerminalAddon): void {
    this.#xterm.loadAddon(addon);
  }

  focus(): void {
    this.#xterm.focus();
  }

  /** Takes keys as if they had been typed. */
  input(data: string): void {
    this.#xterm.input(data);
  }

  /** Opens the search bar. */
  async find(): Promise<void> {
    (await part("search", this.loadExtras))?.find();
  }

  /** Saves the scrollback as a text file. */
  async save(): Promise<void> {
    await (await part("save", this.loadExtras))?.save();
  }

  /** Takes the size that fits the room there is, unless nobody sees it. */
  fit(): void {
    if (this.#draws) this.#fit.fit();
  }

  /** For good. */
  close(): void {
    this.#room.disconnect();
    this.#sight.disconnect();
    this.#xterm.dispose();
  }

  /** Resolves when everything written so far has been parsed. */
  settled(): Promise<void> {
    return new Promise((resolve) => this.#xterm.write("", resolve));
  }

  /** Goes on in the first column, on a new row if it has to. */
  async freshLine(): Promise<void> {
    await this.settled();
    if (this.#xterm.buffer.active.cursorX > 0) this.write("\r\n");
  }

  #onData(data: string): void {
    this.events.onData(data);
    this.#echo.update();
  }

  /** The interpreter has taken its drawing off the screen, which would be torn when rows are wrapped anew. */
  #onMarker(): boolean {
    this.#echo.inPlace(() => this.fit());
    return true;
  }

  #onSight(seen: boolean): void {
    this.#draws = seen;
    this.#onRoom();
  }

  async #importExtras(): Promise<Extras> {
    const { Extras } = await import("./extras.ts");
    this.#extras = new Extras({ xterm: this.#xterm, cut: this.#cut, corner: this.#corner, onCellsChanged: () => this.#onRoom() });
    return this.#extras;
  }

  async #ring(): Promise<void> {
    if (this.#bell === "none") return;
    const { ring } = await import("./bell.ts");
    ring(this.#bell, this.element);
  }

  #onRoom(): void {
    if (this.#draws) this.events.onResize();
  }

  #onKey(event: KeyboardEvent): boolean {
    if (event.type !== "keydown") return true;
    const shortcut = shortcutOf(event, this.#selection.exists);
    if (shortcut === null || shortcut === "browser") return shortcut === null;
    event.preventDefault();
    this.#selection.copy();
    return false;
  }
}
