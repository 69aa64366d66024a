import { RelayError, type RelayCode } from "./codes.ts";
import type { Limits } from "./limits.ts";

/** How an exchange ended; "aborted" when the page went away. */
export type Outcome = "ok" | "aborted" | RelayCode;

/** Made once: an abort without a reason builds an exception with a stack each time. */
const ENDED = new RelayError("internal", "The exchange has ended.");
const GONE = new RelayError("internal", "The page has gone away.");

/** One exchange from its first byte to the release of everything that it holds. The first end wins. */
export class Lifetime {
  /** Made when it is wanted: most exchanges end before anybody looks. */
  #controller: AbortController | null = null;
  readonly #releases: (() => void)[] = [];
  readonly #idleMs: number;
  readonly #total: ReturnType<typeof setTimeout>;
  #idle: ReturnType<typeof setTimeout>;
  #movedAt = performance.now();
  #outcome: Outcome | null = null;
  #failure: RelayError | null = null;

  constructor(limits: Pick<Limits, "idleMs" | "totalMs">) {
    this.#idleMs = limits.idleMs;
    this.#idle = setTimeout(() => this.#checkIdle(), limits.idleMs);
    this.#total = setTimeout(() => this.end(tookTooLong()), limits.totalMs);
  }

  get outcome(): Outcome | null {
    return this.#outcome;
  }

  /** Aborts when the exchange has ended, with a `RelayError` when it failed. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#failure !== null) this.#controller.abort(this.#failure);
    return this.#controller.signal;
  }

  /** Why it has ended, unless it has ended well or not at all. */
  get failure(): RelayError | null {
    return this.#failure;
  }

  /** Ends the exchange unless what is called is called in time. */
  within(milliseconds: number, what: string): () => void {
    const timer = setTimeout(() => this.end(new RelayError("timeout", `${what} took too long.`)), milliseconds);
    const stop = () => clearTimeout(timer);
    this.onEnd(stop);
    return stop;
  }

  /** Notes that bytes have moved. */
  touch(): void {
    this.#movedAt = performance.now();
  }

  /** Runs at the end, or now if that has been; for what must be freed. */
  onEnd(release: () => void): void {
    if (this.#outcome === null) this.#releases.push(release);
    else release();
  }

  end(how: "ok" | "aborted" | RelayError): void {
    if (this.#outcome !== null) return;
    this.#outcome = how instanceof RelayError ? how.code : how;
    clearTimeout(this.#idle);
    clearTimeout(this.#total);
    if (how !== "ok") this.#failure = how instanceof RelayError ? how : GONE;
    this.#controller?.abort(this.#failure ?? ENDED);
    for (const release of this.#releases.splice(0)) release();
  }

  /** Raises the reason of the end; a source that was cancelled looks like one that ended. */
  check(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  // Re-armed for what is left instead of on every piece: pieces come by the ten thousand.
  #checkIdle(): void {
    const left = this.#movedAt + this.#idleMs - performance.now();
    if (left <= 0) this.end(idleTooLong());
    else this.#idle = setTimeout(() => this.#checkIdle(), left);
  }
}

function idleTooLong(): RelayError {
  return new RelayError("timeout", "Nothing was sent or received for too long.");
}

function tookTooLong(): RelayError {
  return new RelayError("timeout", "The request took longer than this proxy allows.");
}
