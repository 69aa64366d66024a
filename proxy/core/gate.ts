import { clientKey } from "./address.ts";
import { RelayError } from "./codes.ts";
import type { Limits } from "./limits.ts";

interface ClientUse {
  active: number;
  /** Token bucket: what may still be started now. */
  tokens: number;
  refilledAt: number;
}

/** From this many clients on, those that have been quiet are forgotten, so that addresses cannot fill the memory. */
const SWEEP_AT = 4096;

/** Admits exchanges within each client's share of concurrency and rate. */
export class ClientGate {
  readonly #limits: Pick<Limits, "concurrent" | "perMinute">;
  readonly #now: () => number;
  readonly #clients = new Map<string, ClientUse>();

  constructor(limits: Pick<Limits, "concurrent" | "perMinute">, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Admits one exchange and returns what ends it; raises `RelayError` "too-many". */
  enter(address: string): () => void {
    const use = this.#useOf(clientKey(address));
    if (use.active >= this.#limits.concurrent) {
      throw new RelayError("too-many", "Too many requests of this client are under way in the proxy.");
    }
    if (use.tokens < 1) throw new RelayError("too-many", "This client has sent too many requests to the proxy; wait a moment.");
    use.tokens -= 1;
    use.active += 1;
    return once(() => {
      use.active -= 1;
    });
  }

  #useOf(key: string): ClientUse {
    const now = this.#now();
    const known = this.#clients.get(key);
    if (known !== undefined) return this.#refill(known, now);
    if (this.#clients.size >= SWEEP_AT) this.#sweep(now);
    const use = { active: 0, tokens: this.#limits.perMinute, refilledAt: now };
    this.#clients.set(key, use);
    return use;
  }

  #refill(use: ClientUse, now: number): ClientUse {
    const earned = ((now - use.refilledAt) / 60_000) * this.#limits.perMinute;
    use.tokens = Math.min(this.#limits.perMinute, use.tokens + earned);
    use.refilledAt = now;
    return use;
  }

  #sweep(now: number): void {
    for (const [key, use] of this.#clients) {
      this.#refill(use, now);
      if (use.active === 0 && use.tokens >= this.#limits.perMinute) this.#clients.delete(key);
    }
  }
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
