/** The loop of the shell: boot, read a statement, run it, again; and a new interpreter whenever one has ended. */
import { KeptFiles } from "../broker/kept-files.ts";
import { messageOf } from "../protocol/errors.ts";
import { sameSize, type ReadReport, type TerminalSize } from "../protocol/interpreter.ts";
import type { Keys } from "../protocol/keys.ts";
import * as text from "../text/terminal.ts";
import { Attempts } from "./attempts.ts";
import { Impatience } from "./impatience.ts";
import { banner, bootNotice, error as errorText, notice, notKept, replaced } from "./notices.ts";
import { Death, InterpreterProcess, type ProcessOptions } from "./process.ts";
import type { StatusView } from "./panels/status.ts";
import { showProgress } from "./progress.ts";
import type { Quiet } from "./quiet.ts";
import type { Terminal } from "./terminal/terminal.ts";
import { TypedKeys } from "./terminal/typed.ts";

const INTERRUPT = "\x03";
/** At the prompt Ctrl-C is a key. When it has not been read after that long, something else runs, and is interrupted (milliseconds). */
const UNREAD = 40;
/** A cell that does not say in that time whether it has taken an interrupt will be found dead by its heartbeat (milliseconds). */
const PONG = 500;
/** The longest that the terminal keeps a wrong size for the sake of what is being edited (milliseconds). */
const MISFIT = 250;
const HEARTBEAT = 5000;
/** A spare cell is prepared when nobody has typed for so long (milliseconds). */
const SPARE_DELAY = 3000;

export type SessionOptions = Omit<ProcessOptions, "network" | "kept" | "readKeys" | "onNotice"> & {
  readonly status: StatusView;
  readonly quiet: Quiet;
  readonly newNetwork: () => ProcessOptions["network"];
  /** A new statement begins. */
  readonly onStatement: () => void;
  /** A statement can be entered. */
  readonly onPrompt: () => void;
};

export class Session {
  readonly #options: SessionOptions;
  readonly #terminal: Terminal;
  readonly #typed = new TypedKeys();
  readonly #kept = new KeptFiles();
  #process: InterpreterProcess | null = null;
  /** The call of `read` that is in progress; what it printed at its end may still be on its way to the screen. */
  #reading: { ended: boolean } | null = null;
  /** Settles when the last interrupt has arrived. */
  #arrival: Promise<unknown> = Promise.resolve();
  #impatience = new Impatience();
  #judging: ReturnType<typeof setTimeout> | undefined;
  /** The size that the interpreter knows; not the terminal's while that waits to take it, or has been hidden before it could. */
  #told: TerminalSize = { columns: 0, rows: 0 };
  #closed = false;
  readonly #attempts = new Attempts(() => this.#giveUp());

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#terminal = options.terminal;
  }

  /** Runs until it is closed. */
  async run(): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#live(() => this.#attempts.reset());
      } catch (error) {
        if (this.#closed) return;
        await this.#say(error);
        if (!this.#closed) await this.#attempts.failed(error instanceof Death);
      }
    }
  }

  #giveUp(): void {
    this.#options.status.set("stopped");
    this.#terminal.write(errorText(text.notStarted));
  }

  /** Keys and pastes. */
  type(data: string): void {
    this.#options.quiet.onKey();
    if (data === INTERRUPT && this.#reading === null) return this.interrupt();
    this.#typed.push(data);
    if (this.#reading === null) return;
    this.#process?.type(this.#typed.fresh);
    if (data === INTERRUPT) this.#expectEnd(this.#reading);
  }

  /** What was typed at the prompt from `position` on, at most `limit` characters. */
  unread(position: number, limit: number): string {
    return this.#reading === null ? "" : this.#typed.part(position, limit);
  }

  /** Ctrl-C while no statement is read. What was typed before it is dropped, as a terminal's driver does. */
  interrupt(): void {
    this.#typed.drop();
    this.#interrupt();
  }

  /** What was typed stays: it came behind the Ctrl-C. */
  #interrupt(): void {
    const wait = this.#impatience.press(performance.now());
    if (wait !== null) this.#judging ??= setTimeout(() => void this.#judge(this.#impatience), wait);
    if (this.#process === null) return;
    this.#process.interrupt();
    this.#arrival = this.#process.reacts(PONG);
  }

  restart(): void {
    this.#attempts.goOn();
    this.#process?.kill(text.restarted);
  }

  /** For good. */
  close(): void {
    this.#closed = true;
    this.#attempts.goOn();
    this.#process?.kill("");
  }

  /** There may be room for another size. What is being edited is taken off the screen first, and drawn anew. */
  resize(): void {
    const { room, size } = this.#terminal;
    if (sameSize(room, size) && sameSize(room, this.#told)) return;
    if (this.#process !== null) this.#tell(this.#process, room);
    if (this.#reading === null) this.#fit();
    else setTimeout(() => this.#fit(), MISFIT);
  }

  #tell(process: InterpreterProcess, size: TerminalSize): void {
    this.#told = size;
    process.resize(size);
  }

  async #say(error: unknown): Promise<void> {
    await this.#terminal.freshLine();
    const reason = messageOf(error);
    this.#terminal.write(error instanceof Death ? notice(replaced(reason, this.#kept.takeStock())) : errorText(reason));
  }

  /** One interpreter, to its end. @throws Death, AssetError */
  async #live(onPrompt: () => void): Promise<never> {
    const { status, newNetwork } = this.#options;
    status.set("starting");
    const endProgress = showProgress(this.#terminal, this.#options.image);
    this.#typed.restart();
    const process = new InterpreterProcess({
      ...this.#options,
      network: newNetwork(),
      kept: this.#kept,
      readKeys: (used, signal) => this.#readKeys(used, signal),
      onNotice: (sentence) => this.#terminal.write(bootNotice(sentence)),
    });
    this.#process = process;
    const size = (this.#told = this.#terminal.size);
    try {
      const report = await process.boot();
      endProgress();
      this.#terminal.write(banner(this.#options.image.manifest, report));
      if (!sameSize(this.#terminal.size, size)) this.#tell(process, this.#terminal.size); // while it started, it heard of none
      this.#options.quiet.after(SPARE_DELAY, () => this.#options.cells.prepare());
      void this.#watch(process);
      for (;;) await this.#step(process, onPrompt);
    } finally {
      endProgress();
      this.#process = null;
      this.#options.display.showTip(null);
      process.kill("");
    }
  }

  async #step(process: InterpreterProcess, onPrompt: () => void): Promise<void> {
    await this.#terminal.freshLine();
    for (const sentence of notKept(this.#kept.takeWarning())) this.#terminal.write(notice(sentence));
    this.#options.status.set("ready");
    onPrompt();
    this.#options.onPrompt();
    const report = await this.#read(process);
    if (report.outcome === "end-of-input") this.#leave();
    if (report.outcome === "statement" && report.source.trim() !== "") await this.#run(process, report.source);
  }

  async #read(process: InterpreterProcess): Promise<ReadReport> {
    await this.#arrived();
    const reading = { ended: false };
    this.#reading = reading;
    this.#calm();
    try {
      const report = await process.read(this.#typed.all, () => (reading.ended = true));
      this.#typed.used(report.used);
      return report;
    } finally {
      this.#reading = null;
    }
  }

  /** An interrupt that is still on its way when what it is for has ended would else meet what is read next. */
  async #arrived(): Promise<void> {
    let arrival: Promise<unknown>;
    do {
      arrival = this.#arrival;
      await arrival;
    } while (arrival !== this.#arrival);
  }

  async #run(process: InterpreterProcess, source: string): Promise<void> {
    this.#options.onStatement();
    this.#options.status.set("running");
    this.#calm();
    const running = process.run(source);
    // It was typed behind the statement, while the page did not know yet that this had been read.
    if (this.#typed.takeInterrupt()) this.#interrupt();
    const { outcome, used } = await running;
    this.#typed.used(used);
    if (outcome === "left") this.#leave();
    if (outcome !== "done") this.#end(outcome === "exit" ? text.ended : text.restarted);
  }

  /** The person has agreed that the files go, too. */
  #leave(): never {
    this.#kept.forget();
    this.#end(text.ended);
  }

  #end(reason: string): never {
    this.#typed.takeBack();
    throw new Death(reason);
  }

  /** For `input()` and its kin, in the middle of a statement. */
  async #readKeys(used: number, signal: AbortSignal): Promise<Keys & TerminalSize> {
    this.#calm(); // code that comes to read does react
    const keys = await this.#typed.after(used, signal);
    this.#told = this.#terminal.size;
    return { ...keys, ...this.#told };
  }

  /** Something else goes on than what was interrupted. */
  #calm(): void {
    clearTimeout(this.#judging);
    this.#judging = undefined;
    this.#impatience = new Impatience();
  }

  /** Offers to end an interpreter whose code takes no interrupt, as a loop in C, or takes them all and goes on. */
  async #judge(impatience: Impatience): Promise<void> {
    this.#judging = undefined;
    const ignored = impatience.insistent || (await this.#process?.ignoresInterrupt(PONG)) === true;
    if (ignored && this.#impatience === impatience) this.#options.status.offerRestart();
  }

  /** Ctrl-C ends the reading, unless a background task, or a command of the editor, keeps Python from it. */
  #expectEnd(reading: { readonly ended: boolean }): void {
    setTimeout(() => void this.#interruptUnread(reading), UNREAD);
  }

  /**
   * Not where the reading has ended: a second interrupt would meet what is typed next. Where only its report is late, that waits for the
   * interrupt's arrival, and what was typed behind the Ctrl-C must not be dropped.
   */
  async #interruptUnread(reading: { readonly ended: boolean }): Promise<void> {
    await this.#process?.reacts(PONG);
    if (this.#reading !== reading || reading.ended) return;
    this.#typed.takeInterrupt();
    this.#interrupt();
  }

  #fit(): void {
    this.#terminal.fit();
    this.#typed.wake();
  }

  /** A cell whose process was ended by the browser (out of memory) sends nothing; it only stops to answer. */
  async #watch(process: InterpreterProcess): Promise<void> {
    while (this.#process === process) {
      await new Promise((resolve) => setTimeout(resolve, HEARTBEAT));
      if (document.visibilityState !== "visible" || this.#process !== process) continue;
      if (!(await process.reacts(2 * HEARTBEAT))) process.kill(text.stoppedToReact);
    }
  }
}
