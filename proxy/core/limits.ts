/** What one client, one request or one wait may use up. All times are in milliseconds, all sizes in bytes. */
export interface Limits {
  /** Exchanges of one client at the same time. */
  readonly concurrent: number;
  /** Exchanges of all clients at the same time. */
  readonly concurrentInAll: number;
  /** Exchanges that one client may start per minute; also the size of its burst. */
  readonly perMinute: number;
  /** Bytes that one client may move per hour, both directions together; also the size of its burst. What is under way is not cut, but delays the next. */
  readonly bytesPerHour: number;
  /** Body of one request. */
  readonly requestBytes: number;
  /** One response, as the server sends it. */
  readonly responseBytes: number;
  /** Relay head of one request. */
  readonly requestHeadBytes: number;
  /** Head of one upstream response. */
  readonly responseHeadBytes: number;
  /** Name lookup, TCP and TLS together, when the request does not say. */
  readonly connectMs: number;
  /** From the first byte of a head to its last, the page's and the server's: who drips it holds a place for nothing (slowloris). */
  readonly headMs: number;
  /** Longest time in which not one byte moves. */
  readonly idleMs: number;
  /** Longest time of a whole exchange. */
  readonly totalMs: number;
}

export const DEFAULT_LIMITS: Limits = {
  concurrent: 64,
  concurrentInAll: 2048,
  perMinute: 6000,
  bytesPerHour: 64 * 1024 ** 3,
  requestBytes: 1024 ** 3,
  responseBytes: 8 * 1024 ** 3,
  requestHeadBytes: 128 * 1024,
  responseHeadBytes: 128 * 1024,
  connectMs: 10_000,
  headMs: 20_000,
  idleMs: 120_000,
  totalMs: 3_600_000,
};

const KEYS = Object.keys(DEFAULT_LIMITS) as readonly (keyof Limits)[];

/** `NAME=N` as an operator writes it; raises `TypeError` with a sentence for them. */
export function parseLimit(text: string): readonly [keyof Limits, number] {
  const [name = "", value = ""] = text.split("=");
  const key = KEYS.find((known) => known === name);
  if (key === undefined) throw new TypeError(`There is no limit "${name}": use one of ${KEYS.join(", ")}.`);
  if (!/^[0-9]{1,15}$/.test(value)) throw new TypeError(`The limit ${key} wants a whole number, as in ${key}=${DEFAULT_LIMITS[key]}.`);
  return [key, Number(value)];
}

/** Timers of all platforms count in 31 bits; a longer one would fire at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** The defaults with the operator's own values over them; raises `TypeError` for what is not a positive number or too long a time. */
export function completeLimits(own: Partial<Limits> = {}): Limits {
  const limits = { ...DEFAULT_LIMITS, ...own };
  for (const key of KEYS) {
    if (!(limits[key] > 0)) throw new TypeError(`limit ${key} must be a positive number`);
    if (key.endsWith("Ms") && limits[key] > LONGEST_MS) throw new TypeError(`limit ${key} is longer than timers can count`);
  }
  return limits;
}
