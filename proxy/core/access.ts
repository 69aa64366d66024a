import { RelayError } from "./codes.ts";

/** In which the page sends its key. Not `Authorization`, which servers in front of a proxy like to read or to log. */
export const KEY_HEADER = "X-Relay-Key";

/** A key that lets a page use the proxy, until a time if it has one. */
export interface AccessKey {
  readonly key: string;
  readonly expires: Date | null;
}

const KEY = /^[\x21-\x7e]{16,256}$/;

interface Known {
  readonly digest: Uint8Array;
  readonly expiresAt: number;
}

/** `KEY`, or `KEY 2027-01-31T18:00Z` with the time at which it expires; raises `TypeError`, which does not quote the key: it may be logged. */
export function parseAccessKey(text: string): AccessKey {
  const [key = "", date, ...more] = text.trim().split(/\s+/);
  const expires = date === undefined ? null : new Date(date);
  if (more.length > 0 || Number.isNaN(expires?.getTime())) throw new TypeError("A key is followed by nothing, or by a date such as 2027-01-31T18:00Z.");
  return { key, expires };
}

/** Checks keys in a time that does not tell how much of one was right. */
export class AccessKeys {
  readonly #keys: readonly AccessKey[];
  readonly #now: () => number;
  #known: Promise<readonly Known[]> | null = null;

  /** Without keys everybody passes. Raises `TypeError` for a key that could be guessed, or that no header can carry. */
  constructor(keys: readonly AccessKey[], now: () => number) {
    if (!keys.every(({ key }) => KEY.test(key))) throw new TypeError("an access key has 16 to 256 visible ASCII characters");
    if (keys.some(({ expires }) => Number.isNaN(expires?.getTime()))) throw new TypeError("an access key expires at no date");
    this.#keys = keys;
    this.#now = now;
  }

  get required(): boolean {
    return this.#keys.length > 0;
  }

  /** Raises `RelayError` "denied-key". */
  async require(presented: string | null): Promise<void> {
    if (!this.required) return;
    if (presented === null) throw denied("This proxy wants an access key: add #relay-key=KEY to the address of this page.");
    const known = await this.#find(presented);
    if (known === null) throw denied("This proxy does not know the access key: check what follows #relay-key= in the address of this page.");
    if (known.expiresAt <= this.#now()) throw denied("The access key of this proxy has expired: ask whoever runs the proxy for a new one.");
  }

  // All keys are compared, and of each all bytes of its digest, whichever is right.
  async #find(presented: string): Promise<Known | null> {
    this.#known ??= Promise.all(this.#keys.map(digested));
    const [digest, all] = await Promise.all([digestOf(presented), this.#known]);
    const right = all.filter((known) => sameBytes(known.digest, digest));
    return right.at(-1) ?? null;
  }
}

async function digested({ key, expires }: AccessKey): Promise<Known> {
  return { digest: await digestOf(key), expiresAt: expires?.getTime() ?? Number.POSITIVE_INFINITY };
}

async function digestOf(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.reduce((difference, byte, index) => difference | (byte ^ (other[index] ?? 0)), 0) === 0;
}

function denied(message: string): RelayError {
  return new RelayError("denied-key", message);
}
