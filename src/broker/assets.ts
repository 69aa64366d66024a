/**
 * Fetches the image's assets.
 *
 * As blobs: their bytes go from the network into the browser's own store, and from there into the cell, whereas a stream, or bytes,
 * would first keep the page's thread busy for a tenth of a second. Only XMLHttpRequest does that without a detour.
 */
import type { Asset } from "../protocol/manifest.ts";
import * as text from "../text/image.ts";

export class AssetError extends Error {
  override readonly name = "AssetError";

  constructor({ file }: Asset, reason: string) {
    super(text.failed(file, reason));
  }
}

/** "anew": past the browser's cache, which may hold a broken copy. */
export type Freshness = "cached" | "anew";

/** @throws AssetError when it cannot be fetched */
export function fetchAsset(base: URL, asset: Asset, freshness: Freshness, onReceived: (bytes: number) => void): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => reject(new AssetError(asset, reason));
    const request = new XMLHttpRequest();
    request.open("GET", new URL(asset.file, base));
    request.responseType = "blob";
    if (freshness === "anew") request.setRequestHeader("Cache-Control", "no-cache");
    request.onprogress = ({ loaded }) => onReceived(loaded);
    request.onerror = () => fail(text.notFetched);
    request.onload = () => {
      const { status, response } = request;
      if (status !== 200) fail(text.answered(status));
      else if (response instanceof Blob) resolve(response);
      else fail(text.noRoom);
    };
    request.send();
  });
}
