/** Fetches the image's assets, and checks each against the manifest. */
import type { Asset } from "../protocol/manifest.ts";

export class AssetError extends Error {
  override readonly name = "AssetError";
}

/** Who wants an asset while it is still on its way. */
export interface AssetSink {
  /** It comes from its beginning. What came before was broken. */
  begin(): void;
  /** A view; its memory stays the fetcher's. */
  chunk(bytes: Uint8Array<ArrayBuffer>): void;
  /** That many bytes came. */
  received(count: number): void;
}

/** Handed over at once: each message to another process has its price, and inflating shall begin early. */
const CHUNK_BYTES = 1 << 19;

/**
 * Resolves with the whole file, which is then known to be what the manifest says.
 * @throws AssetError when it cannot be fetched, or is something else, even past the browser's cache
 */
export async function fetchAsset(base: URL, asset: Asset, sink: AssetSink): Promise<Uint8Array<ArrayBuffer>> {
  const first = await tryFetch(base, asset, "default", sink);
  if (typeof first !== "string") return first;
  // A cache may hold a broken copy, and a network may have dropped one request.
  const second = await tryFetch(base, asset, "reload", sink);
  if (typeof second !== "string") return second;
  throw new AssetError(`${asset.file}: ${second}`);
}

/** The bytes, or why there are none. */
async function tryFetch(base: URL, asset: Asset, cache: RequestCache, sink: AssetSink): Promise<Uint8Array<ArrayBuffer> | string> {
  try {
    const response = await fetch(new URL(asset.file, base), { cache });
    if (!response.ok || response.body === null) return `the server answered ${response.status}`;
    sink.begin();
    const bytes = await readAll(response.body, asset.bytes, sink);
    return (await sha256(bytes)) === asset.sha256 ? bytes : "its content is not what was built (SHA-256 differs)";
  } catch {
    return "it cannot be fetched";
  }
}

/** What is cut short or too long is found by its hash. */
async function readAll(body: ReadableStream<Uint8Array<ArrayBuffer>>, expected: number, sink: AssetSink): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(expected);
  let length = 0;
  let handed = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (length + next.value.length > expected) break; // its hash will say that it is wrong
    bytes.set(next.value, length);
    length += next.value.length;
    sink.received(next.value.length);
    if (length - handed < CHUNK_BYTES && length < expected) continue;
    sink.chunk(bytes.subarray(handed, length));
    handed = length;
  }
  return bytes.subarray(0, length);
}

/** Lower-case hex. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
