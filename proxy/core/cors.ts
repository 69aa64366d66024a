import { KEY_HEADER } from "./access.ts";
import { RelayError } from "./codes.ts";

const PREFLIGHT_SECONDS = "7200";

/** The pages that may use the proxy. */
export class Origins {
  readonly #allowed: ReadonlySet<string>;

  /** Raises `TypeError` for what is no origin as browsers write it, such as `https://example.org/`, `*` or `null`. */
  constructor(origins: readonly string[]) {
    for (const origin of origins) {
      if (!isOrigin(origin)) throw new TypeError(`"${origin}" is no origin`);
    }
    this.#allowed = new Set(origins);
  }

  allows(origin: string | null): boolean {
    return origin !== null && this.#allowed.has(origin);
  }

  /** Raises `RelayError` "denied-origin". A request without origin comes from no page, and is refused as well. */
  require(origin: string | null): void {
    if (!this.allows(origin)) throw new RelayError("denied-origin", "This proxy does not serve pages of this origin.");
  }

  /** What every response must carry so that an allowed page, and no other, may read it. */
  responseHeaders(origin: string | null): Headers {
    const headers = new Headers({ Vary: "Origin", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff" });
    if (origin === null || !this.allows(origin)) return headers;
    headers.set("Access-Control-Allow-Origin", origin);
    headers.set("Access-Control-Expose-Headers", "Retry-After");
    return headers;
  }

  preflight(origin: string | null): Response {
    const headers = this.responseHeaders(origin);
    if (!this.allows(origin)) return new Response(null, { status: 403, headers });
    headers.set("Access-Control-Allow-Methods", "GET, POST");
    headers.set("Access-Control-Allow-Headers", `Content-Type, ${KEY_HEADER}`);
    headers.set("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    // Private Network Access: a public page must be allowed to reach a proxy on the user's own machine.
    headers.set("Access-Control-Allow-Private-Network", "true");
    return new Response(null, { status: 204, headers });
  }
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text && text !== "null";
}
