/** One life of the interpreter, from boot to its end: a cell, its broker, its output. It is never repaired, only replaced. */
import { Broker, type Display, type ReadKeys, type ReadTheme } from "../broker/broker.ts";
import type { FileDialogs } from "../broker/files.ts";
import type { History } from "../broker/history.ts";
import type { Image } from "../broker/image.ts";
import type { KeptFiles } from "../broker/kept-files.ts";
import type { Network } from "../broker/network/network.ts";
import type { Cell } from "../cell/cell.ts";
import type { Upcall } from "../protocol/cell.ts";
import { messageOf } from "../protocol/errors.ts";
import {
  parseReadReport,
  parseRunReport,
  parseStartReport,
  type Progress,
  type ReadReport,
  type RunReport,
  type StartReport,
  type TerminalSize,
} from "../protocol/interpreter.ts";
import type { Keys } from "../protocol/keys.ts";
import * as text from "../text/terminal.ts";
import type { CellSupply, PreparedCell } from "./cells.ts";
import type { Equipment } from "./equipment.ts";
import { crash, notice } from "./notices.ts";
import { OutputView } from "./output.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** Milliseconds. What comes behind the prompt takes a good part of two processors; what is at the prompt, or was typed ahead, goes before. */
const REST_DELAY = 100;
/** The longest that what a crashed interpreter printed is waited for: code that prints without an end has no last word (milliseconds). */
const LAST_WORDS = 500;

/** The interpreter is gone. The message is for the user. */
export class Death extends Error {
  override readonly name = "Death";
}

export interface ProcessOptions {
  readonly image: Image;
  readonly cells: CellSupply;
  readonly terminal: Terminal;
  readonly network: Network;
  readonly history: History;
  readonly display: Display;
  readonly files: FileDialogs;
  readonly kept: KeptFiles;
  readonly theme: ReadTheme;
  readonly readKeys: ReadKeys;
  /** Something that the user has to know, in one sentence. */
  readonly onNotice: (sentence: string) => void;
}

export class InterpreterProcess {
  readonly #options: ProcessOptions;
  readonly #cell: Cell;
  readonly #equipment: Equipment;
  readonly #broker: Broker;
  readonly #output: OutputView;
  readonly #death = Promise.withResolvers<never>();
  #crashed = false;
  #restWanted = false;

  constructor(options: ProcessOptions, { cell, equipment }: PreparedCell = options.cells.take()) {
    this.#options = options;
    this.#output = new OutputView(options.terminal);
    this.#death.promise.catch(() => undefined);
    this.#cell = cell;
    this.#equipment = equipment;
    cell.connect({
      onUpcall: (upcall) => this.#onUpcall(upcall),
      onOutput: (data, consumed) => this.#output.show(data, consumed),
      onWaiting: () => this.#fetchRest(),
      onDeath: (reason) => void this.#crash(reason),
    });
    this.#broker = new Broker({
      network: options.network,
      readKeys: options.readKeys,
      history: options.history,
      display: options.display,
      files: options.files,
      kept: options.kept,
      theme: options.theme,
      answer: (answer) => this.#cell.answer(answer),
    });
  }

  /** Rejects with {@link Death}; never resolves. */
  get death(): Promise<never> {
    return this.#death.promise;
  }

  /** From the snapshot; without it when it is broken. @throws AssetError, Death */
  async boot(): Promise<StartReport> {
    const { terminal, history, kept } = this.#options;
    const starting = this.#cell.interpreter.start({ terminal: terminal.size, history: history.entries, files: kept.files });
    starting.catch(() => undefined); // where the assets fail first, nobody waits for it
    for (const loss of await this.#alive(this.#equipment.ready)) this.#options.onNotice(loss);
    const report = parseStartReport(await this.#alive(starting));
    setTimeout(() => this.#fetchRest(), REST_DELAY);
    return report;
  }

  /**
   * Resolves when a statement has been entered, or reading has ended in another way and that is shown.
   *
   * @param onEnd called when reading has ended, shown or not
   * @throws Death
   */
  async read(keys: Keys, onEnd: () => void): Promise<ReadReport> {
    const report = await this.#answered(this.#cell.interpreter.read(keys).then(parseReadReport));
    onEnd();
    // What a statement prints comes behind what was entered anyhow.
    if (report.outcome !== "statement") await this.#shown(report);
    return report;
  }

  /** Hands keys to {@link read}. */
  type(keys: Keys): void {
    this.#cell.type(keys);
  }

  /** Resolves when the statement has ended, all its output is shown, and all that it told is here. @throws Death */
  async run(source: string): Promise<RunReport> {
    const { terminal } = this.#options;
    this.#broker.onStatement();
    terminal.pace.isOn = true;
    try {
      const report = await this.#answered(this.#cell.interpreter.run(source).then(parseRunReport));
      await this.#shown(report);
      return report;
    } finally {
      terminal.pace.isOn = false;
    }
  }

  resize(size: TerminalSize): void {
    this.#ignore(this.#cell.interpreter.resize(size));
  }

  interrupt(): void {
    this.#cell.interrupt();
  }

  /** False when the cell itself (not the Python in it) does not react for that long. */
  async reacts(milliseconds: number): Promise<boolean> {
    return (await this.#cell.ping(milliseconds)) !== null;
  }

  /** Whether a Ctrl-C waits that no code has taken, as in a loop in C; false too when the cell does not say so in that time. */
  async ignoresInterrupt(milliseconds: number): Promise<boolean> {
    return (await this.#cell.ping(milliseconds))?.interrupted === true;
  }

  kill(reason: string): void {
    this.#death.reject(new Death(reason));
    this.#cell.end();
    this.#broker.end();
  }

  /** The first who wants it is the clock, or code that stands still without it. */
  #fetchRest(): void {
    if (this.#restWanted) return;
    this.#restWanted = true;
    void this.#equipment.rest().then((losses) => losses.forEach((loss) => this.#note(loss)));
  }

  #onUpcall(upcall: Upcall): void {
    if (upcall.type !== "died" && upcall.tell !== null) this.#orDie(() => this.#broker.onTell(upcall.tell));
    if (upcall.type === "ask") this.#orDie(() => this.#broker.onAsk(upcall.ask));
  }

  /** An ask that cannot even be answered comes from code that took the channel apart. */
  #orDie(handle: () => void | Promise<void>): void {
    Promise.try(handle).catch((error: unknown) => this.#crash(text.sentWrong(messageOf(error))));
  }

  /** A call's result. A call that fails, or answers what it must not, is a crash. @throws Death */
  async #answered<T>(call: Promise<T>): Promise<T> {
    return this.#alive(call.catch((error: unknown) => this.#crash(messageOf(error)).then(() => this.death)));
  }

  #shown({ written, told }: Progress): Promise<unknown> {
    return this.#alive(Promise.all([this.#output.shown(written), this.#broker.told(told)]));
  }

  /** The interpreter ends when what it printed before is on the screen: nothing says more about why. */
  async #crash(reason: string): Promise<void> {
    if (this.#crashed) return;
    this.#crashed = true;
    await this.#lastWords(performance.now() + LAST_WORDS);
    this.kill(crash(reason));
  }

  async #lastWords(end: number): Promise<void> {
    for (let behind = true; behind && performance.now() < end; ) {
      behind = (await this.#cell.ping(end - performance.now()))?.behind === true;
      await this.#options.terminal.settled();
    }
  }

  /** Says something above what is being edited. */
  #note(sentence: string): void {
    this.#ignore(this.#cell.interpreter.show(notice(sentence)));
  }

  /** What the interpreter makes of it is seen elsewhere. */
  #ignore(call: Promise<void>): void {
    call.catch(() => undefined);
  }

  #alive<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#death.promise]);
  }
}
