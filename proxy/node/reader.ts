import type { Readable } from "node:stream";
import type { ByteReader } from "../core/index.ts";

/** The most that Node reads from a socket at once. */
const FULL_BYTES = 64 * 1024;
/** Pieces that wait before the source is paused. */
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
  /** Whether the last piece was as large as can be: behind it there may be more. */
  #full = false;
  #givesSoon = false;

  constructor(source: Readable, hooks: ReaderHooks) {
    this.#source = source;
    this.#hooks = hooks;
    source.on("data", this.#onData).on("end", this.#onEnd).on("error", this.#onError).on("close", this.#onClose);
  }

  get ready(): boolean {
    return this.#pieces.length > 0;
  }

  /** What the system has got meanwhile is there in the next turn. */
  async soon(): Promise<boolean> {
    if (this.#state !== "open" || this.ready || !this.#full) return this.ready;
    this.#source.resume();
    await new Promise((resolve) => setImmediate(resolve));
    return this.ready;
  }

  /** What came before a failure comes before it here, too: a server may answer in full and then reset the connection. */
  read(): Promise<Uint8Array | null> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#give();
      if (this.#state === "open" && this.#pieces.length < WAITING_PIECES) this.#source.resume();
    });
  }

  cancel(): void {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#pieces.length = 0;
    this.#give();
    this.#hooks.onCancel();
  }

  /** Leaves the source to others; false if it is broken or ended, or if something that it gave has not been read. */
  leave(): boolean {
    if (this.#state !== "open" || this.#pieces.length > 0) return false;
    this.#state = "left";
    this.#source.off("data", this.#onData).off("end", this.#onEnd).off("error", this.#onError).off("close", this.#onClose);
    return true;
  }

  /** Behind a piece as large as can be more is to come: what is there in a moment is taken together. */
  readonly #onData = (piece: Uint8Array): void => {
    if (this.#state !== "open") return;
    this.#pieces.push(piece);
    this.#full = piece.length >= FULL_BYTES;
    if (this.#pieces.length >= WAITING_PIECES) this.#source.pause();
    if (this.#full) this.#giveSoon();
    else this.#give();
  };

  /** One turn for all that come until then, or the next piece would not wait for its own. */
  #giveSoon(): void {
    if (this.#givesSoon) return;
    this.#givesSoon = true;
    setImmediate(() => {
      this.#givesSoon = false;
      this.#give();
    });
  }

  readonly #onEnd = (): void => {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#give();
  };

  readonly #onError = (error: Error): void => {
    if (this.#state !== "open") return;
    this.#state = "ended";
    this.#failure = this.#hooks.onBroken(error);
    this.#give();
  };

  readonly #onClose = (): void => {
    if (this.#state === "open") this.#onError(new Error("closed before its end"));
  };

  /** To who waits, as soon as there is something to give. */
  readonly #give = (): void => {
    const waiting = this.#waiting;
    const piece = waiting === null ? undefined : this.#pieces.shift();
    if (waiting === null || (piece === undefined && this.#state === "open")) return;
    this.#waiting = null;
    if (piece !== undefined) waiting.resolve(piece);
    else if (this.#failure !== null) waiting.reject(this.#failure);
    else waiting.resolve(null);
  };
}
