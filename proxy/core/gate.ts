import { clientKey } from "./address.ts";
import { RelayError } from "./codes.ts";
import type { Limits } from "./limits.ts";
import { TokenBucket } from "./token-bucket.ts";

interface ClientUse {
  active: number;
  /** What may still be started now. */
  readonly exchanges: TokenBucket;
  /** What may still be moved now. */
  readonly bytes: TokenBucket;
}

/** From this many clients on, those that have been quiet are forgotten, so that addresses cannot fill the memory. */
const SWEEP_AT = 4096;

export type GateLimits = Pick<Limits, "concurrent" | "concurrentInAll" | "perMinute" | "bytesPerHour">;

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** Nobody knows when an exchange under way will end. */
const SOON_MS = 1000;

/** One exchange that was let in. */
export interface Admission {
  /** Charges the client for bytes that were moved, in either direction. Never refused: what is too much delays the next exchange. */
  spend(bytes: number): void;
  /** It has ended. More than once is once. */
  leave(): void;
}

/** Admits exchanges within each client's share of concurrency, rate and bytes. */
export class ClientGate {
  readonly #limits: GateLimits;
  readonly #now: () => number;
  #active = 0;
  readonly #clients = new Map<string, ClientUse>();

  constructor(limits: GateLimits, now: () => number) {
    this.#limits = limits;
    this.#now = now;
  }

  /** Admits one exchange; raises `RelayError` "too-many", which says when to try again. */
  enter(address: string): Admission {
    const use = this.#useOf(clientKey(address));
    this.#judge(use);
    use.exchanges.spend(1);
    use.active += 1;
    this.#active += 1;
    const leave = once(() => {
      use.active -= 1;
      this.#active -= 1;
    });
    return { spend: (bytes) => use.bytes.spend(bytes), leave };
  }

  #judge(use: ClientUse): void {
    const now = this.#now();
    const [forExchange, forByte] = [use.exchanges.wait(1, now), use.bytes.wait(1, now)];
    if (forExchange > 0) throw tooMany("This client has sent too many requests to the proxy", forExchange);
    if (forByte > 0) throw tooMany("This client has moved too many bytes through the proxy", forByte);
    if (use.active >= this.#limits.concurrent) throw tooMany("Too many requests of this client are under way in the proxy", SOON_MS);
    if (this.#active >= this.#limits.concurrentInAll) throw tooMany("The proxy is busy with the requests of others", SOON_MS);
  }

  #useOf(key: string): ClientUse {
    const known = this.#clients.get(key);
    if (known !== undefined) return known;
    const now = this.#now();
    if (this.#clients.size >= SWEEP_AT) this.#sweep(now);
    const { perMinute, bytesPerHour } = this.#limits;
    const use = { active: 0, exchanges: new TokenBucket(perMinute, MINUTE_MS, now), bytes: new TokenBucket(bytesPerHour, HOUR_MS, now) };
    this.#clients.set(key, use);
    return use;
  }

  #sweep(now: number): void {
    for (const [key, { active, exchanges, bytes }] of this.#clients) {
      if (active === 0 && exchanges.isFull(now) && bytes.isFull(now)) this.#clients.delete(key);
    }
  }
}

function tooMany(what: string, milliseconds: number): RelayError {
  const seconds = Math.max(1, Math.ceil(milliseconds / 1000));
  return new RelayError("too-many", `${what}: try again in ${seconds === 1 ? "a second" : `${seconds} seconds`}.`, seconds);
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
