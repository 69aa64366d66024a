/** The interpreter behind the control port: boots CPython, reads and runs statements. */
import type { PyodideAPI } from "pyodide";
import type { PyCallable, PyProxy } from "pyodide/ffi";
import type { FrameToWorker } from "../../src/protocol/cell.ts";
import {
  parseReadReport,
  parseRunReport,
  type Interpreter,
  type Progress,
  type ReadReport,
  type RunReport,
  type StartOptions,
  type StartReport,
  type TerminalSize,
} from "../../src/protocol/interpreter.ts";
import type { Keys } from "../../src/protocol/keys.ts";
import { Assets } from "./assets.ts";
import { bootPython, type LateMemory, type Python } from "./boot.ts";
import { Home, type HomeFileSystem } from "./home.ts";
import type { Host } from "./host.ts";
import type { Interrupts } from "./interrupts.ts";
import { connectTerminal } from "./terminal.ts";
import type { Output } from "./output.ts";

/** The functions of `libcloud_repl.shell` that are called from here. */
interface Shell {
  readonly read: PyCallable;
  readonly run: PyCallable;
  readonly cancel: PyCallable;
  readonly rehearse: PyCallable;
}

export class PyodideInterpreter implements Interpreter {
  readonly #host: Host;
  readonly #output: Output;
  readonly #upcalls: MessagePort;
  readonly #assets = new Assets();
  readonly #python: Promise<Python>;
  #shell: Shell | null = null;
  #reading = false;

  /** Boots at once, so that a cell that stands by is ready before it is needed. */
  constructor(host: Host, output: Output, upcalls: MessagePort, memory: LateMemory | null) {
    this.#python = bootPython(this.#assets, memory, (reason) => this.die(reason));
    this.#python.catch(() => undefined); // heard of where it is started
    this.#host = host;
    host.onIntercepted = () => this.#passOn();
    this.#output = output;
    this.#upcalls = upcalls;
  }

  /** Takes what the frame hands over. Not exposed. */
  onFrame(message: FrameToWorker): void {
    if (message.type === "module" || message.type === "snapshot" || message.type === "late") this.#assets.provide(message);
  }

  async start(options: StartOptions): Promise<StartReport> {
    const python = await this.#python;
    onFatal(python.pyodide, (error) => this.die(String(error)));
    this.#host.screen.size = options.terminal;
    connectTerminal(python.pyodide, this.#host.screen);
    if (this.#host.interrupts !== null) connectInterrupts(python.pyodide, this.#host.interrupts);
    this.#shell = this.#connect(python, options.history);
    void python.complete.then(() => this.#shell?.rehearse());
    // Behind all imports: a file of the user may have any module's name.
    this.#host.home = new Home(fileSystemOf(python.pyodide), (...tell) => this.#host.channel.tell(...tell), options.files);
    return { blocking: this.#host.blocking, restored: python.restored };
  }

  async read(keys: Keys): Promise<ReadReport> {
    // A Ctrl-C that was meant for code that has ended.
    this.#host.takeInterrupt();
    this.#host.keyboard.reset(keys);
    this.#reading = true;
    try {
      const [outcome, source] = pair(await this.#running().read());
      return parseReadReport({ outcome, source, ...this.#progressed() });
    } finally {
      this.#reading = false;
    }
  }

  /** Not exposed: see `Typing` in `protocol/cell.ts`. */
  type(keys: Keys): void {
    if (!this.#reading) return;
    this.#host.turns.flush(() => this.#host.keyboard.receive(keys));
  }

  async run(source: string): Promise<RunReport> {
    const outcome: unknown = await this.#running().run(source);
    this.#host.keepFiles();
    return parseRunReport({ outcome, ...this.#progressed() });
  }

  resize(size: TerminalSize): void {
    this.#host.screen.resize(size);
  }

  show(text: string): void {
    this.#host.screen.write(new TextEncoder().encode(text));
  }

  /**
   * Ctrl-C while the event loop is free. Not exposed: the frame's messages end up here. When nothing is being awaited, it is meant
   * for the statement that begins.
   */
  cancel(): void {
    if (!this.#reading && this.#shell?.cancel() === false) this.#host.keepInterrupt();
  }

  /**
   * A background task was in the way of a Ctrl-C, and got it. The statement gets it, too: before it hears from that task, so that it
   * still can cancel what it awaits beside it; and where it has not begun, when it does.
   */
  #passOn(): void {
    if (this.#reading) return;
    this.#host.keepInterrupt();
    this.#host.turns.schedule(() => {
      if (this.#host.takeInterrupt()) this.cancel();
    }, 0);
  }

  /** Says that the interpreter is of no use any more. Not exposed. */
  die(message: string): void {
    this.#host.keepFiles();
    this.#upcalls.postMessage({ type: "died", message });
  }

  #running(): Shell {
    if (this.#shell === null) throw new Error("the interpreter has not started");
    return this.#shell;
  }

  #progressed(): Progress {
    return { written: this.#output.written, used: this.#host.keyboard.used, told: this.#host.channel.told };
  }

  #connect({ pyodide }: Python, history: readonly string[]): Shell {
    const start = pyodide.pyimport("libcloud_repl.start");
    const shell: Shell = start.connect(this.#host, history);
    return shell;
  }
}

/** A Python tuple of two. */
function pair(tuple: PyProxy): unknown[] {
  const items: unknown[] = tuple.toJs();
  tuple.destroy();
  return items;
}

function fileSystemOf({ FS }: PyodideAPI): HomeFileSystem {
  return FS as unknown as HomeFileSystem; // Pyodide's type leaves out what Emscripten's has
}

/** Pyodide takes the object as it is, and this project's copy of it calls `takeSignal` where others read a buffer. */
function connectInterrupts(pyodide: PyodideAPI, interrupts: Interrupts): void {
  pyodide.setInterruptBuffer(interrupts as unknown as Uint8Array);
}

/** Calls back when CPython or Pyodide has died, after which no call into it works. */
function onFatal(pyodide: PyodideAPI, report: (error: unknown) => void): void {
  // Pyodide has this hook, without a public name for it.
  const { _api } = pyodide as unknown as { readonly _api: object };
  Object.assign(_api, { on_fatal: report });
}
