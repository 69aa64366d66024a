/** The access key of a proxy that wants one: it comes in the address's fragment, which no browser sends to a server, and is kept in memory only. */
const IN_FRAGMENT = /(?:^#?|&)relay-key=([^&]*)/;

/** What a key looks like, as a form wants it. */
export const KEY_PATTERN = "[!-~]{16,256}";

export interface FoundKey {
  readonly key: string;
  /** The fragment without it, with its `#` if anything is left. */
  readonly rest: string;
}

/** The key in a URL's fragment; null where there is none. */
export function findRelayKey(fragment: string): FoundKey | null {
  const match = IN_FRAGMENT.exec(fragment);
  if (match === null) return null;
  const rest = fragment.replace(IN_FRAGMENT, "").replace(/^[#&]+/, "");
  return { key: decoded(match[1] ?? ""), rest: rest === "" ? "" : `#${rest}` };
}

// A key is ASCII by the proxy's rules; what is not could not be sent in a header either, and the proxy says that it does not know it.
function decoded(text: string): string {
  try {
    return decodeURIComponent(text).replace(/[^\x21-\x7e]/g, "?");
  } catch {
    return text.replace(/[^\x21-\x7e]/g, "?");
  }
}

/** Where the key is kept. */
export class RelayKey {
  #key: string | null = null;
  /** Called when there is another one. */
  onChange: (() => void) | null = null;

  /** Null: there is none. */
  get value(): string | null {
    return this.#key;
  }

  /** What the proxy wants to see with every request. */
  get headers(): Readonly<Record<string, string>> {
    return this.#key === null ? {} : { "X-Relay-Key": this.#key };
  }

  set(key: string): void {
    this.#key = key;
    this.onChange?.();
  }

  forget(): void {
    this.#key = null;
    this.onChange?.();
  }
}
