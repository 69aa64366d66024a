/** Fetches the image's assets, counts real bytes, and checks each against the manifest before anybody uses it. */
import type { Asset } from "../protocol/manifest.ts";

export class AssetError extends Error {
  override readonly name = "AssetError";
}

/** Called with the bytes that came since the last call. */
export type OnBytes = (count: number) => void;

/** @throws AssetError when the file cannot be fetched, or is not what the manifest says, even past the browser's cache */
export async function fetchAsset(base: URL, asset: Asset, onBytes: OnBytes): Promise<ArrayBuffer> {
  const first = await tryFetch(base, asset, "default", onBytes);
  if (first instanceof ArrayBuffer) return first;
  // A cache may hold a broken copy, and a network may have dropped one request.
  const second = await tryFetch(base, asset, "reload", () => undefined);
  if (second instanceof ArrayBuffer) return second;
  throw new AssetError(`${asset.file}: ${second}`);
}

/** The bytes, or why there are none. */
async function tryFetch(base: URL, asset: Asset, cache: RequestCache, onBytes: OnBytes): Promise<ArrayBuffer | string> {
  try {
    const response = await fetch(new URL(asset.file, base), { cache });
    if (!response.ok || response.body === null) return `the server answered ${response.status}`;
    const bytes = await readAll(response.body, asset.bytes, onBytes);
    return (await sha256(bytes)) === asset.sha256 ? bytes : "its content is not what was built (SHA-256 differs)";
  } catch {
    return "it cannot be fetched";
  }
}

async function readAll(body: ReadableStream<Uint8Array>, expected: number, onBytes: OnBytes): Promise<ArrayBuffer> {
  let bytes = new Uint8Array(expected);
  let length = 0;
  const reader = body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (length + next.value.length > bytes.length) bytes = grown(bytes, length + next.value.length);
    bytes.set(next.value, length);
    length += next.value.length;
    onBytes(next.value.length);
  }
  return length === bytes.length ? bytes.buffer : bytes.slice(0, length).buffer;
}

function grown(bytes: Uint8Array, atLeast: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(atLeast, bytes.length * 2));
  larger.set(bytes);
  return larger;
}

/** Lower-case hex. */
async function sha256(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
