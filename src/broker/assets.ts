/**
 * Fetches the image's assets, and checks each against the manifest.
 *
 * As blobs: their bytes go from the network into the browser's own store, and from there into the cell, whereas a stream, or bytes,
 * would first keep the page's thread busy for a tenth of a second. Only XMLHttpRequest does that without a detour.
 */
import type { Asset } from "../protocol/manifest.ts";

export class AssetError extends Error {
  override readonly name = "AssetError";
}

/** Who wants an asset. */
export interface AssetSink {
  /** The file, compressed, whole or broken; what was offered before is broken. */
  offer(content: Blob): void;
  /** That many bytes of the file have come; fewer than before when it comes anew. */
  received(bytes: number): void;
}

/**
 * Resolves with the file, which is then known to be what the manifest says.
 * @throws AssetError when it cannot be fetched, or is something else, even past the browser's cache
 */
export async function fetchAsset(base: URL, asset: Asset, sink: AssetSink): Promise<Blob> {
  const first = await tryFetch(base, asset, "from a cache", sink);
  if (typeof first !== "string") return first;
  // A cache may hold a broken copy, and a network may have dropped one request.
  const second = await tryFetch(base, asset, "anew", sink);
  if (typeof second !== "string") return second;
  throw new AssetError(`${asset.file}: ${second}`);
}

type Freshness = "from a cache" | "anew";

/** The file, or why there is none. */
async function tryFetch(base: URL, asset: Asset, freshness: Freshness, sink: AssetSink): Promise<Blob | string> {
  const content = await download(new URL(asset.file, base), freshness, (bytes) => sink.received(bytes));
  if (typeof content === "string") return content;
  sink.offer(content);
  return (await sha256(content)) === asset.sha256 ? content : "its content is not what was built (SHA-256 differs)";
}

function download(url: URL, freshness: Freshness, received: (bytes: number) => void): Promise<Blob | string> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("GET", url);
    request.responseType = "blob";
    if (freshness === "anew") request.setRequestHeader("Cache-Control", "no-cache");
    request.onprogress = ({ loaded }) => received(loaded);
    request.onload = () => resolve(request.status === 200 ? blobOf(request.response) : `the server answered ${request.status}`);
    request.onerror = () => resolve("it cannot be fetched");
    request.send();
  });
}

/** A browser whose store is full has no blob. */
function blobOf(response: unknown): Blob | string {
  return response instanceof Blob ? response : "the browser has no room for it";
}

/** Lower-case hex. */
async function sha256(content: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await content.arrayBuffer()));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
