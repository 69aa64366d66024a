/** The interpreter behind the control port: boots CPython, reads and runs statements. */
import type { PyodideAPI } from "pyodide";
import type { PyCallable } from "pyodide/ffi";
import type { FrameToWorker } from "../../src/protocol/cell.ts";
import {
  parseCompleteness,
  type Completeness,
  type Interpreter,
  type RunReport,
  type StartOptions,
  type StartReport,
  type TerminalSize,
} from "../../src/protocol/interpreter.ts";
import { Assets } from "./assets.ts";
import { bootPython, type LibraryMemory, type Python } from "./boot.ts";
import type { Host } from "./host.ts";
import { connectTerminal } from "./terminal.ts";
import type { Output } from "./output.ts";

/** The functions of `libcloud_repl.shell` that are called from here. */
interface Shell {
  readonly check: PyCallable;
  readonly run: PyCallable;
  readonly cancel: PyCallable;
}

export class PyodideInterpreter implements Interpreter {
  readonly #host: Host;
  readonly #output: Output;
  readonly #upcalls: MessagePort;
  readonly #assets = new Assets();
  readonly #python: Promise<Python>;
  #shell: Shell | null = null;

  /** Boots at once, so that a cell that stands by is ready before it is needed. */
  constructor(host: Host, output: Output, upcalls: MessagePort, library: LibraryMemory | null) {
    this.#python = bootPython(this.#assets, library);
    this.#python.catch(() => undefined); // heard of where it is started
    this.#host = host;
    this.#output = output;
    this.#upcalls = upcalls;
  }

  /** Takes what the frame hands over. Not exposed. */
  onFrame(message: FrameToWorker): void {
    if (message.type === "asset" || message.type === "module") this.#assets.provide(message);
  }

  async start(options: StartOptions): Promise<StartReport> {
    const python = await this.#python;
    onFatal(python.pyodide, (error) => this.#upcalls.postMessage({ type: "died", message: String(error) }));
    this.#host.terminal = options.terminal;
    connectTerminal(python.pyodide, this.#output, this.#host);
    if (this.#host.interrupts !== null) python.pyodide.setInterruptBuffer(this.#host.interrupts.buffer);
    this.#shell = this.#connect(python);
    return { blocking: this.#host.blocking, restored: python.restored };
  }

  async check(source: string): Promise<Completeness> {
    return parseCompleteness(this.#running().check(source));
  }

  async run(source: string): Promise<RunReport> {
    this.#host.disarm();
    const outcome: unknown = await this.#running().run(source);
    return { outcome: outcome === "exit" ? "exit" : "done", written: this.#output.written };
  }

  resize(size: TerminalSize): void {
    this.#host.terminal = size;
  }

  /** Ctrl-C while the event loop is free. Not exposed: the frame's messages end up here. */
  cancel(): void {
    this.#shell?.cancel();
  }

  #running(): Shell {
    if (this.#shell === null) throw new Error("the interpreter has not started");
    return this.#shell;
  }

  #connect({ pyodide }: Python): Shell {
    const start = pyodide.pyimport("libcloud_repl.start");
    const shell: Shell = start.connect(this.#host);
    return shell;
  }
}

/** Calls back when CPython or Pyodide has died, after which no call into it works. */
function onFatal(pyodide: PyodideAPI, report: (error: unknown) => void): void {
  // Pyodide has this hook, without a public name for it.
  const { _api } = pyodide as unknown as { readonly _api: object };
  Object.assign(_api, { on_fatal: report });
}
