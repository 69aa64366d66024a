// What a page's HTTP request is to the core, and what the answer is: neither Node's nor the web platform's objects, which cost more than the rest of an
// exchange.
import type { ByteReader } from "./byte-reader.ts";

/** One request of a page. */
export interface Call {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The client's address. */
  readonly client: string;
  readonly body: ByteReader | null;
  /** By lower-case name. */
  header(name: string): string | null;
  /** Calls back when the page goes away, until what it returns is called. */
  onGone(stop: () => void): () => void;
}

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Whole, pulled piece by piece, or none. */
  readonly body: Uint8Array | Pulled | null;
}

/** A body that comes as it is pulled. */
export interface Pulled {
  /**
   * The next pieces, which belong together; never none.
   *
   * @param wanted bytes. Behind what has to be waited for comes, up to that, what is there already
   */
  pull(wanted?: number): Promise<readonly Uint8Array[]>;
  /** Whether the last pieces were the last of all. */
  readonly ended: boolean;
  /** Nobody wants the rest. */
  cancel(): void;
}
