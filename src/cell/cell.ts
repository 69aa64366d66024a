/**
 * The page's handle on one cell: an iframe of an opaque origin with the interpreter's worker in it.
 *
 * A cell is disposable. Ending it removes the whole frame, and with it the worker, whatever state that is in.
 */
import * as Comlink from "comlink";
import type { Answer } from "../protocol/answer.ts";
import { parseFrameToPage, parseUpcall, type FrameToPage, type Launch, type PageToFrame, type Upcall } from "../protocol/cell.ts";
import { messageOf } from "../protocol/errors.ts";
import type { Interpreter } from "../protocol/interpreter.ts";
import { cellDocument } from "./document.ts";

// A worker's answer of this kind would become a live proxy in the page. The page calls the interpreter, never the reverse.
Comlink.transferHandlers.delete("proxy");

/** What each cell is made from; the build makes it (`virtual:cell`). */
export interface CellSource {
  readonly frameScript: string;
  readonly frameHash: string;
  readonly workerScript: string;
}

/** What the cell tells its owner. All of it is parsed, none of it is trusted. */
export interface CellEvents {
  onUpcall(upcall: Upcall): void;
  /** The owner calls `consumed` when it is ready for more. */
  onOutput(data: Uint8Array<ArrayBuffer>, consumed: () => void): void;
  /** The cell is of no use any more; end it. */
  onDeath(reason: string): void;
}

export class Cell {
  readonly interpreter: Comlink.Remote<Interpreter>;
  #events: CellEvents | null = null;
  readonly #element = document.createElement("iframe");
  readonly #frame = new MessageChannel();
  readonly #control = new MessageChannel();
  readonly #upcalls = new MessageChannel();
  readonly #launched = Promise.withResolvers<{ readonly shared: boolean }>();
  #pong: (() => void) | null = null;
  #ended = false;

  /** Launches at once, so that a cell can be there before anybody needs it. */
  constructor(source: CellSource) {
    this.interpreter = Comlink.wrap<Interpreter>(this.#control.port1);
    this.#open(source);
  }

  /** From now on the cell has an owner, who hears also what was said before. */
  connect(events: CellEvents): void {
    this.#events = events;
    this.#receive(this.#frame.port1, parseFrameToPage, (message) => this.#onFrame(message, events));
    this.#receive(this.#upcalls.port1, parseUpcall, (upcall) => this.#onUpcall(upcall, events));
  }

  /** Resolves when the worker runs; tells whether it shares memory with the frame. */
  get launched(): Promise<{ readonly shared: boolean }> {
    return this.#launched.promise;
  }

  answer(answer: Answer): void {
    this.#post({ type: "answer", answer });
  }

  interrupt(): void {
    this.#post({ type: "interrupt" });
  }

  /** True when the frame answers within `milliseconds`. The worker may be busy; the frame never is. */
  ping(milliseconds: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), milliseconds);
      this.#pong = () => {
        clearTimeout(timer);
        resolve(true);
      };
      this.#post({ type: "ping" });
    });
  }

  end(): void {
    this.#ended = true;
    this.#element.remove();
    for (const { port1 } of [this.#frame, this.#control, this.#upcalls]) port1.close();
  }

  #open(source: CellSource): void {
    const element = this.#element;
    element.setAttribute("sandbox", "allow-scripts"); // no allow-same-origin: the origin is opaque
    element.allow = "cross-origin-isolated";
    element.hidden = true;
    element.title = "Python interpreter";
    element.srcdoc = cellDocument(source.frameScript, source.frameHash);
    element.addEventListener("load", () => this.#launch(source.workerScript), { once: true });
    document.body.append(element);
  }

  #launch(workerScript: string): void {
    const launch: Launch = { type: "launch", source: workerScript };
    const ports = [this.#frame.port2, this.#control.port2, this.#upcalls.port2];
    // An opaque origin has no name to send to; the window is the one that we just made.
    this.#element.contentWindow?.postMessage(launch, "*", ports);
  }

  #onFrame(message: FrameToPage, events: CellEvents): void {
    switch (message.type) {
      case "launched":
        return this.#launched.resolve({ shared: message.shared });
      case "output":
        return events.onOutput(message.data, () => this.#post({ type: "consumed" }));
      case "crashed":
        this.#launched.reject(new Error(message.message));
        return this.#die(message.message);
      case "pong":
        return this.#pong?.();
    }
  }

  #onUpcall(upcall: Upcall, events: CellEvents): void {
    if (upcall.type === "died") this.#die(upcall.message);
    else events.onUpcall(upcall);
  }

  /** A cell that sends what does not parse is not ours any more. */
  #receive<T>(port: MessagePort, parse: (value: unknown) => T, handle: (message: T) => void): void {
    port.onmessage = ({ data }: MessageEvent<unknown>) => {
      let message: T;
      try {
        message = parse(data);
      } catch (error) {
        return this.#die(`the interpreter sent what it must not: ${messageOf(error)}`);
      }
      handle(message);
    };
  }

  #die(reason: string): void {
    if (!this.#ended) this.#events?.onDeath(reason);
  }

  #post(message: PageToFrame): void {
    const transfer = message.type === "answer" ? [message.answer.data.buffer] : [];
    if (!this.#ended) this.#frame.port1.postMessage(message, transfer);
  }
}
