import { RelayError, toRelayError } from "./codes.ts";
import type { Connection, ConnectTarget, Platform } from "./platform.ts";

/** RFC 8305 §5, Connection Attempt Delay: a dead address family must not cost the whole timeout. */
const ATTEMPT_DELAY_MS = 250;

/** Made once: an abort without a reason builds an exception with a stack each time. */
const DECIDED = new RelayError("internal", "The race to connect is decided.");

/** Dials one target after the other, the next when one fails or is slow; the first to connect wins, the others are closed. */
export class ConnectRace {
  /** Rejects with the last failure, or with the signal's reason. */
  readonly winner: Promise<Connection>;
  readonly #targets: readonly ConnectTarget[];
  readonly #platform: Platform;
  readonly #dialling: AbortController;
  #settle: { resolve(connection: Connection): void; reject(error: RelayError): void } | null = null;
  #next = 0;
  #failed = 0;

  /** Whoever aborts `dialling` ends the race; the race itself does so when it is decided. */
  constructor(targets: readonly ConnectTarget[], platform: Platform, dialling: AbortController) {
    this.#targets = targets;
    this.#platform = platform;
    this.#dialling = dialling;
    this.winner = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
    const { signal } = dialling;
    signal.addEventListener("abort", () => this.#lose(toRelayError(signal.reason)), { once: true });
    this.#attempt();
  }

  #attempt(): void {
    const target = this.#targets[this.#next];
    if (this.#settle === null || target === undefined) return;
    this.#next += 1;
    const patience = setTimeout(() => this.#attempt(), ATTEMPT_DELAY_MS);
    this.#platform
      .connect(target, this.#dialling.signal)
      .finally(() => clearTimeout(patience))
      .then((connection) => this.#arrive(connection), (error: unknown) => this.#fail(toRelayError(error)));
  }

  #arrive(connection: Connection): void {
    const settle = this.#end();
    if (settle === null) connection.close();
    else settle.resolve(connection);
  }

  #fail(error: RelayError): void {
    this.#failed += 1;
    if (this.#failed === this.#targets.length) this.#lose(error);
    else this.#attempt();
  }

  #lose(error: RelayError): void {
    this.#end()?.reject(error);
  }

  #end() {
    const settle = this.#settle;
    this.#settle = null;
    if (settle !== null) this.#dialling.abort(DECIDED);
    return settle;
  }
}
