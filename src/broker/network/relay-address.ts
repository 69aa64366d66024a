/** Where the proxy is: what the person says, while the page is open or from now on, or else what the site says. */
import { fail, string } from "../../protocol/parse.ts";
import * as text from "../../text/network.ts";
import type { Store } from "../store.ts";

const KEY = "libcloud-repl.relay";
/** As the page's policy has them (`workers/local/policy.ts`). */
const LOCAL = ["localhost", "127.0.0.1"];

export type RelayScope = "session" | "always";

/** Says "change" when it has changed. */
export class RelayAddress extends EventTarget {
  #own: URL | null;
  #scope: RelayScope = "always";

  /**
   * @param store the browser's storage; null where it has none for us
   * @param ofSite null: the site has no proxy
   */
  constructor(
    readonly store: Store | null,
    readonly ofSite: URL | null,
  ) {
    super();
    this.#own = load(store);
  }

  /** Null: there is no proxy. */
  get current(): URL | null {
    return this.#own ?? this.ofSite;
  }

  /** Who has said so. */
  get source(): "site" | RelayScope {
    return this.#own === null ? "site" : this.#scope;
  }

  /** @param url null for what the site says */
  set(url: URL | null, scope: RelayScope): void {
    this.#own = url;
    this.#scope = save(this.store, url, scope) ? "always" : "session";
    this.dispatchEvent(new Event("change"));
  }
}

/** An address that a person has typed, or a link has brought. @throws ParseError with a sentence */
export function parseRelayAddress(value: string): URL {
  const address = string(value.trim(), text.theAddress, 2048);
  const url = URL.canParse(address) ? new URL(address) : fail(text.noAddress);
  if (url.username !== "" || url.password !== "") fail(text.passwordInAddress);
  const secure = url.protocol === "https:" || (url.protocol === "http:" && LOCAL.includes(url.hostname));
  return secure ? url : fail(text.notSecure);
}

function load(store: Store | null): URL | null {
  try {
    const kept = store?.getItem(KEY) ?? null;
    return kept === null ? null : parseRelayAddress(kept);
  } catch {
    return null; // another version's, or the browser forbids it
  }
}

/** @returns whether the next visit begins with it */
function save(store: Store | null, url: URL | null, scope: RelayScope): boolean {
  try {
    if (url === null) store?.removeItem(KEY);
    else if (scope === "always") store?.setItem(KEY, url.href);
    return store !== null && scope === "always";
  } catch {
    return false;
  }
}
