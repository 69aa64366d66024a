import type { Readable } from "node:stream";
import type { ByteReader } from "../core/index.ts";

/** Pieces that wait before the source is paused; a piece from a socket has at most 64 KiB. */
const WAITING_PIECES = 4;

export interface ReaderHooks {
  /** What the reader is told when the source breaks. */
  readonly onBroken: (error: Error) => Error;
  readonly onCancel: () => void;
}

interface Waiting {
  resolve(piece: Uint8Array | null): void;
  reject(error: Error): void;
}

/** Reads a Node stream. Web streams, or `Readable`'s own iterator, do the same at several times the cost, and without a name for the failure. */
export class NodeReader implements ByteReader {
  readonly #source: Readable;
  readonly #hooks: ReaderHooks;
  readonly #pieces: Uint8Array[] = [];
  #state: "open" | "ended" | "left" = "open";
  #failure: Error | null = null;
  #waiting: Waiting | null = null;

  constructor(source: Readable, hooks: ReaderHooks) {
    this.#source = source;
    this.#hooks = hooks;
    source.on("data", this.#onData).on("end", this.#onEnd).on("error", this.#onError).on("close", this.#onClose);
  }

  /** What came before a failure comes before it here, too: a server may answer in full and then reset the connection. */
  read(): Promise<Uint8Array | null> {
    const piece = this.#pieces.shift();
    if (this.#state === "open" && this.#pieces.length < WAITING_PIECES) this.#source.resume();
    if (piece !== undefined) return Promise.resolve(piece);
    if (this.#failure !== null) return Promise.reject(this.#failure);
    if (this.#state !== "open") return Promise.resolve(null);
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
    });
  }

  cancel(): void {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#pieces.length = 0;
    this.#settle()?.resolve(null);
    this.#hooks.onCancel();
  }

  /** Leaves the source to others; false if it is broken or ended, or if something that it gave has not been read. */
  leave(): boolean {
    if (this.#state !== "open" || this.#pieces.length > 0) return false;
    this.#state = "left";
    this.#source.off("data", this.#onData).off("end", this.#onEnd).off("error", this.#onError).off("close", this.#onClose);
    return true;
  }

  readonly #onData = (piece: Uint8Array): void => {
    if (this.#state !== "open") return;
    const waiting = this.#settle();
    if (waiting !== null) return waiting.resolve(piece);
    this.#pieces.push(piece);
    if (this.#pieces.length >= WAITING_PIECES) this.#source.pause();
  };

  readonly #onEnd = (): void => {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#settle()?.resolve(null);
  };

  readonly #onError = (error: Error): void => {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#failure = this.#hooks.onBroken(error);
    this.#settle()?.reject(this.#failure);
  };

  readonly #onClose = (): void => {
    if (this.#state === "open") this.#onError(new Error("closed before its end"));
  };

  #settle(): Waiting | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }
}
