/** The loop of the shell: boot, read a statement, run it, again; and a new interpreter whenever one has ended. */
import { messageOf } from "../protocol/errors.ts";
import type { StartReport } from "../protocol/interpreter.ts";
import { banner, error as errorText, notice, progress } from "./notices.ts";
import { Death, InterpreterProcess, type ProcessOptions } from "./process.ts";
import type { StatusBar } from "./panels/status.ts";
import { History } from "./terminal/history.ts";
import type { Terminal } from "./terminal/terminal.ts";

const PROMPT = ">>> ";
const CONTINUATION = "... ";
/** After an interrupt that had no effect for this long, the next one is understood as impatience (milliseconds). */
const PATIENCE = 1000;
const HEARTBEAT = 5000;
const PROGRESS_INTERVAL = 400;
/** A spare cell is prepared when the first statements have had the processor for themselves (milliseconds). */
const SPARE_DELAY = 3000;
/** Deaths that may follow each other without a single prompt between them. */
const MAX_FAILED_BOOTS = 3;

export type SessionOptions = Omit<ProcessOptions, "network" | "readLine" | "onNotice"> & {
  readonly status: StatusBar;
  readonly newNetwork: () => ProcessOptions["network"];
  /** A new statement begins. */
  readonly onStatement: () => void;
};

export class Session {
  readonly #options: SessionOptions;
  readonly #terminal: Terminal;
  readonly #history = new History();
  #process: InterpreterProcess | null = null;
  #interruptedAt: number | null = null;
  #fetched = { received: 0, expected: 0 };

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#terminal = options.terminal;
  }

  /** Runs until interpreters do not even start any more. */
  async run(): Promise<void> {
    for (let failed = 0; failed < MAX_FAILED_BOOTS; failed += 1) {
      try {
        await this.#live(() => (failed = -1));
      } catch (error) {
        await this.#terminal.freshLine();
        const reason = messageOf(error);
        this.#terminal.write(error instanceof Death ? notice(reason) : errorText(reason));
      }
    }
    this.#options.status.set("stopped");
    this.#terminal.write(errorText("Python did not start. Reload the page to try again."));
  }

  /** Ctrl-C while no statement is read. */
  interrupt(): void {
    const now = performance.now();
    const impatient = this.#interruptedAt !== null && now - this.#interruptedAt > PATIENCE;
    if (impatient) this.#options.status.offerRestart();
    this.#interruptedAt ??= now;
    this.#process?.interrupt();
  }

  restart(): void {
    this.#process?.kill("Restarted: variables are gone, history is kept.");
  }

  resize(): void {
    this.#process?.resize(this.#terminal.size);
  }

  /** Assets arrive. */
  onProgress(received: number, expected: number): void {
    this.#fetched = { received, expected };
  }

  /** Says now and then how far the assets have come; a quick boot is over before there is anything to say. */
  #showProgress(): () => void {
    let said = this.#fetched;
    const timer = setInterval(() => {
      if (this.#fetched !== said) this.#terminal.write(progress(this.#fetched.received, this.#fetched.expected));
      said = this.#fetched;
    }, PROGRESS_INTERVAL);
    return () => clearInterval(timer);
  }

  /** One interpreter, to its end. @throws Death, AssetError */
  async #live(onPrompt: () => void): Promise<never> {
    const { status, newNetwork } = this.#options;
    status.set("starting");
    const endProgress = this.#showProgress();
    const process = new InterpreterProcess({
      ...this.#options,
      network: newNetwork(),
      readLine: (echo, signal) => this.#readInput(echo, signal),
      onNotice: (sentence) => this.#terminal.write(notice(sentence)),
    });
    this.#process = process;
    try {
      const report = await process.boot();
      endProgress();
      this.#greet(report);
      setTimeout(() => this.#options.cells.prepare(), SPARE_DELAY);
      void this.#watch(process);
      for (;;) await this.#step(process, onPrompt);
    } finally {
      endProgress();
      this.#process = null;
      process.kill("");
    }
  }

  #greet(report: StartReport): void {
    const { manifest } = this.#options.image;
    this.#terminal.write(banner(manifest, report));
  }

  async #step(process: InterpreterProcess, onPrompt: () => void): Promise<void> {
    await this.#terminal.freshLine();
    this.#options.status.set("ready");
    onPrompt();
    const source = await this.#readStatement(process);
    if (source === null || source.trim() === "") return;
    this.#options.onStatement();
    this.#options.status.set("running");
    this.#interruptedAt = null;
    const { outcome } = await process.run(source);
    if (outcome === "exit") throw new Death("The session has ended; this is a new one.");
  }

  /** A whole statement, or null after Ctrl-C. @throws Death, also after Ctrl-D */
  async #readStatement(process: InterpreterProcess): Promise<string | null> {
    let source = "";
    for (;;) {
      const line = await this.#readLine(process, source === "" ? PROMPT : CONTINUATION);
      if (line.type === "interrupt") return this.#abandonLine();
      if (line.type === "end-of-input") throw new Death("The session has ended; this is a new one.");
      source += line.text;
      if (source.trim() === "" || (await process.check(source)) === "complete") return source;
      if (line.type === "line") source += "\n";
    }
  }

  async #readLine(process: InterpreterProcess, prompt: string): ReturnType<Terminal["readLine"]> {
    const abort = new AbortController();
    process.death.catch((death: unknown) => abort.abort(death));
    const result = await this.#terminal.readLine({ prompt, echo: true, history: this.#history }, abort.signal);
    if (result.type === "line" || result.type === "paste") this.#history.add(result.text.trimEnd());
    return result;
  }

  #abandonLine(): null {
    this.#terminal.write("\r\nKeyboardInterrupt\r\n");
    return null;
  }

  /** For `input()` and its kin, in the middle of a statement. */
  async #readInput(echo: boolean, signal: AbortSignal): Promise<string | null> {
    const result = await this.#terminal.readLine({ prompt: "", echo, history: null }, signal);
    if (result.type === "interrupt") this.interrupt();
    return result.type === "line" || result.type === "paste" ? result.text : null;
  }

  /** A cell whose process was ended by the browser (out of memory) sends nothing; it only stops to answer. */
  async #watch(process: InterpreterProcess): Promise<void> {
    while (this.#process === process) {
      await new Promise((resolve) => setTimeout(resolve, HEARTBEAT));
      if (document.visibilityState !== "visible" || this.#process !== process) continue;
      if (!(await process.reacts(2 * HEARTBEAT))) process.kill("The interpreter stopped to react, perhaps out of memory. This is a new one.");
    }
  }
}
