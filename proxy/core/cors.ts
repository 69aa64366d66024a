import { KEY_HEADER } from "./access.ts";
import type { Reply } from "./call.ts";
import { RelayError } from "./codes.ts";

const PREFLIGHT_SECONDS = "7200";

/** What every response has, whoever asks. */
const COMMON = { Vary: "Origin", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" } as const;

const PREFLIGHT = {
  "Access-Control-Allow-Methods": "GET, POST",
  "Access-Control-Allow-Headers": `Content-Type, ${KEY_HEADER}`,
  "Access-Control-Max-Age": PREFLIGHT_SECONDS,
  // Private Network Access: a public page must be allowed to reach a proxy on the user's own machine.
  "Access-Control-Allow-Private-Network": "true",
} as const;

/** The pages that may use the proxy. */
export class Origins {
  /** What every response to a page of the origin has. */
  readonly #allowed: ReadonlyMap<string, Readonly<Record<string, string>>>;

  /** Raises `TypeError` for what is no origin as browsers write it, such as `https://example.org/`, `*` or `null`. */
  constructor(origins: readonly string[]) {
    for (const origin of origins) {
      if (!isOrigin(origin)) throw new TypeError(`"${origin}" is no origin`);
    }
    this.#allowed = new Map(origins.map((origin) => [origin, headersFor(origin)]));
  }

  allows(origin: string | null): boolean {
    return origin !== null && this.#allowed.has(origin);
  }

  /** Raises `RelayError` "denied-origin". A request without origin comes from no page, and is refused as well. */
  require(origin: string | null): void {
    if (!this.allows(origin)) throw new RelayError("denied-origin", "This proxy does not serve pages of this origin.");
  }

  /** What every response must carry so that an allowed page, and no other, may read it. */
  responseHeaders(origin: string | null): Readonly<Record<string, string>> {
    return this.#allowed.get(origin ?? "") ?? COMMON;
  }

  preflight(origin: string | null): Reply {
    const headers = this.responseHeaders(origin);
    if (!this.allows(origin)) return { status: 403, headers, body: null };
    return { status: 204, headers: { ...headers, ...PREFLIGHT }, body: null };
  }
}

function headersFor(origin: string): Readonly<Record<string, string>> {
  return { ...COMMON, "Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": "Retry-After" };
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && text !== "null";
}
