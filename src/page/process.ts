/** One life of the interpreter, from boot to its end: a cell, its broker, its output. It is never repaired, only replaced. */
import { Broker, type ReadLine } from "../broker/broker.ts";
import type { Image } from "../broker/image.ts";
import type { Network } from "../broker/network/network.ts";
import type { Cell } from "../cell/cell.ts";
import type { Upcall } from "../protocol/cell.ts";
import { messageOf } from "../protocol/errors.ts";
import {
  parseCompleteness,
  parseRunReport,
  parseStartReport,
  type Completeness,
  type RunReport,
  type StartReport,
  type TerminalSize,
} from "../protocol/interpreter.ts";
import type { CellSupply, PreparedCell } from "./cells.ts";
import type { Equipment } from "./equipment.ts";
import { OutputView } from "./output.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** The interpreter is gone. The message is for the user. */
export class Death extends Error {
  override readonly name = "Death";
}

export interface ProcessOptions {
  readonly image: Image;
  readonly cells: CellSupply;
  readonly terminal: Terminal;
  readonly network: Network;
  readonly readLine: ReadLine;
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

  constructor(options: ProcessOptions, { cell, equipment }: PreparedCell = options.cells.take()) {
    this.#options = options;
    this.#output = new OutputView(options.terminal);
    this.#death.promise.catch(() => undefined);
    this.#cell = cell;
    this.#equipment = equipment;
    cell.connect({
      onUpcall: (upcall) => this.#onUpcall(upcall),
      onOutput: (data, consumed) => this.#output.show(data, consumed),
      onDeath: (reason) => this.kill(reason),
    });
    this.#broker = new Broker({
      network: options.network,
      readLine: options.readLine,
      shown: (written) => this.#output.shown(written),
      answer: (answer) => this.#cell.answer(answer),
    });
  }

  /** Rejects with {@link Death}; never resolves. */
  get death(): Promise<never> {
    return this.#death.promise;
  }

  /** From the snapshot; without it when it is broken. @throws AssetError, Death */
  async boot(): Promise<StartReport> {
    const starting = this.#cell.interpreter.start({ terminal: this.#options.terminal.size });
    starting.catch(() => undefined); // where the assets fail first, nobody waits for it
    for (const loss of await this.#alive(this.#equipment.ready)) this.#options.onNotice(loss);
    const report = parseStartReport(await this.#alive(starting));
    void this.#equipment.library().then((loss) => loss !== null && this.#options.onNotice(loss));
    return report;
  }

  async check(source: string): Promise<Completeness> {
    return parseCompleteness(await this.#alive(this.#cell.interpreter.check(source)));
  }

  /** Resolves when the statement has ended and all its output is shown. @throws Death */
  async run(source: string): Promise<RunReport> {
    const report = parseRunReport(await this.#alive(this.#cell.interpreter.run(source)));
    await this.#alive(this.#output.shown(report.written));
    return report;
  }

  resize(size: TerminalSize): void {
    void this.#alive(this.#cell.interpreter.resize(size)).catch(() => undefined);
  }

  interrupt(): void {
    this.#cell.interrupt();
  }

  /** False when the cell itself (not the Python in it) does not react for that long. */
  reacts(milliseconds: number): Promise<boolean> {
    return this.#cell.ping(milliseconds);
  }

  kill(reason: string): void {
    this.#death.reject(new Death(reason));
    this.#cell.end();
    this.#broker.end();
  }

  #onUpcall(upcall: Upcall): void {
    if (upcall.type === "tell") this.#orDie(() => this.#broker.onTell(upcall.tell));
    if (upcall.type === "ask") this.#orDie(() => this.#broker.onAsk(upcall.ask));
  }

  /** An ask that cannot even be answered comes from code that took the channel apart. */
  #orDie(handle: () => void | Promise<void>): void {
    Promise.try(handle).catch((error: unknown) => this.kill(`The interpreter sent what it must not: ${messageOf(error)}.`));
  }

  #alive<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#death.promise]);
  }
}
