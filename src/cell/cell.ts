/**
 * The page's handle on one cell: an iframe of an opaque origin with the interpreter's worker in it.
 *
 * A cell is disposable. Ending it removes the whole frame, and with it the worker, whatever state that is in.
 */
import * as Comlink from "comlink";
import type { Answer } from "../protocol/answer.ts";
import { memoryOf } from "../protocol/bytes.ts";
import { HELLO, parseFrameToPage, parseUpcall, type AssetSizes, type CellAsset, type FrameToPage, type Launch, type PageToFrame, type Typing, type Upcall } from "../protocol/cell.ts";
import { messageOf } from "../protocol/errors.ts";
import type { Interpreter } from "../protocol/interpreter.ts";
import type { Keys } from "../protocol/keys.ts";

// A worker's answer of this kind would become a live proxy in the page. The page calls the interpreter, never the reverse.
Comlink.transferHandlers.delete("proxy");

export type Pong = Extract<FrameToPage, { readonly type: "pong" }>;

/** What the cell tells its owner. All of it is parsed, none of it is trusted. */
export interface CellEvents {
  onUpcall(upcall: Upcall): void;
  /** The owner calls `consumed` when it is ready for more. */
  onOutput(data: Uint8Array<ArrayBuffer>, consumed: () => void): void;
  /** Python stands still until it gets one of the late assets. */
  onWaiting(): void;
  /** The cell is of no use any more; end it. */
  onDeath(reason: string): void;
}

export class Cell {
  readonly interpreter: Comlink.Remote<Interpreter>;
  #events: CellEvents | null = null;
  readonly #element: HTMLIFrameElement;
  readonly #frame = new MessageChannel();
  readonly #control = new MessageChannel();
  readonly #upcalls = new MessageChannel();
  /** Aborted when the frame has been launched, or is not wanted any more. */
  readonly #greeting = new AbortController();
  /** Who waits to hear whether an asset was good. */
  readonly #checks = new Map<CellAsset, (good: boolean) => void>();
  readonly #pings = new Set<(pong: Pong) => void>();
  #ended = false;

  /**
   * Launches as soon as the frame listens, so that a cell can be there before anybody needs it.
   *
   * @param element the frame, in the page already; it may have loaded, or be about to
   */
  constructor(element: HTMLIFrameElement, sizes: AssetSizes) {
    this.#element = element;
    this.interpreter = Comlink.wrap<Interpreter>(this.#control.port1);
    addEventListener("message", (event) => this.#onHello(event, sizes), { signal: this.#greeting.signal });
    element.contentWindow?.postMessage(HELLO, "*");
  }

  /** From now on the cell has an owner, who hears also what was said before. */
  connect(events: CellEvents): void {
    this.#events = events;
    this.#receive(this.#frame.port1, parseFrameToPage, (message) => this.#onFrame(message, events));
    this.#receive(this.#upcalls.port1, parseUpcall, (upcall) => this.#onUpcall(upcall, events));
  }

  /** Hands over an asset's file, compressed. Resolves with whether it is what was built; that is heard when the cell has an owner. */
  offer(name: CellAsset, content: Blob, sha256: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    this.#checks.set(name, resolve);
    this.#post({ type: "asset", name, file: { content, sha256 } });
    return promise;
  }

  /** The asset cannot be had. */
  withhold(name: CellAsset): void {
    this.#post({ type: "asset", name, file: null });
  }

  answer(answer: Answer): void {
    this.#post({ type: "answer", answer });
  }

  type(keys: Keys): void {
    const message: Typing = { type: "typing", keys };
    this.#control.port1.postMessage(message);
  }

  interrupt(): void {
    this.#post({ type: "interrupt" });
  }

  /** What the frame answers; null when it does not within `milliseconds`. The worker may be busy; the frame never is. */
  ping(milliseconds: number): Promise<Pong | null> {
    return new Promise((resolve) => {
      const settle = (pong: Pong | null): void => {
        clearTimeout(timer);
        this.#pings.delete(settle);
        resolve(pong);
      };
      const timer = setTimeout(() => settle(null), milliseconds);
      this.#pings.add(settle);
      this.#post({ type: "ping" });
    });
  }

  end(): void {
    this.#ended = true;
    this.#greeting.abort();
    this.#element.remove();
    for (const { port1 } of [this.#frame, this.#control, this.#upcalls]) port1.close();
  }

  #onHello({ source, data }: MessageEvent<unknown>, sizes: AssetSizes): void {
    if (source !== this.#element.contentWindow || data !== HELLO) return;
    this.#greeting.abort();
    const launch: Launch = { type: "launch", sizes };
    const ports = [this.#frame.port2, this.#control.port2, this.#upcalls.port2];
    // An opaque origin has no name to send to; the window is the one that we just heard from.
    this.#element.contentWindow?.postMessage(launch, "*", ports);
  }

  #onFrame(message: FrameToPage, events: CellEvents): void {
    switch (message.type) {
      case "output":
        return events.onOutput(message.data, () => this.#post({ type: "consumed" }));
      case "checked":
        return this.#checks.get(message.name)?.(message.good);
      case "crashed":
        return this.#die(message.message);
      case "waiting":
        return events.onWaiting();
      case "pong":
        for (const settle of [...this.#pings]) settle(message);
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
    if (!this.#ended) this.#frame.port1.postMessage(message, message.type === "answer" ? memoryOf(message.answer.data) : []);
  }
}
