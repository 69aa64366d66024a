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

export type GateLimits = Pick<Limits, "concurrent" | "concurrentInAll" | "perMinute">;

/** Nobody knows when an exchange under way will end. */
const SOON_SECONDS = 1;

/** Admits exchanges within each client's share of concurrency and rate. */
export class ClientGate {
  readonly #limits: GateLimits;
  readonly #now: () => number;
  #active = 0;
  readonly #clients = new Map<string, ClientUse>();

  constructor(limits: GateLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Admits one exchange and returns what ends it; raises `RelayError` "too-many", which says when to try again. */
  enter(address: string): () => void {
    const use = this.#useOf(clientKey(address));
    this.#judge(use);
    use.tokens -= 1;
    use.active += 1;
    this.#active += 1;
    return once(() => {
      use.active -= 1;
      this.#active -= 1;
    });
  }

  #judge(use: ClientUse): void {
    if (use.tokens < 1) throw tooMany("This client has sent too many requests to the proxy", this.#secondsTo(1 - use.tokens));
    if (use.active >= this.#limits.concurrent) throw tooMany("Too many requests of this client are under way in the proxy", SOON_SECONDS);
    if (this.#active >= this.#limits.concurrentInAll) throw tooMany("The proxy is busy with the requests of others", SOON_SECONDS);
  }

  #secondsTo(tokens: number): number {
    return Math.max(1, Math.ceil((tokens / this.#limits.perMinute) * 60));
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

function tooMany(what: string, seconds: number): RelayError {
  return new RelayError("too-many", `${what}: try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`, seconds);
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
