/** The image's assets, as the page hands them over: used only when they are what was built. */
import type { AssetFile, CellAsset } from "../../protocol/cell.ts";
import { Inbox } from "./inbox.ts";

export class Assets {
  readonly #inboxes = new Map<CellAsset, Inbox>();
  readonly #onChecked: (name: CellAsset, good: boolean) => void;

  constructor(onChecked: (name: CellAsset, good: boolean) => void) {
    this.#onChecked = onChecked;
  }

  receive(name: CellAsset, file: AssetFile | null): void {
    this.#inbox(name).receive(file);
  }

  /** The asset, compressed. Where it turns out to be broken, it comes anew. Null: it cannot be had. */
  async take(name: CellAsset): Promise<Uint8Array<ArrayBuffer> | null> {
    for (let file = await this.#inbox(name).next(); file !== null; file = await this.#inbox(name).next()) {
      const bytes = await bytesOf(file);
      const good = (await sha256(bytes)) === file.sha256;
      this.#onChecked(name, good);
      if (good) return bytes;
    }
    return null;
  }

  #inbox(name: CellAsset): Inbox {
    const inbox = this.#inboxes.get(name) ?? new Inbox();
    this.#inboxes.set(name, inbox);
    return inbox;
  }
}

/** Nothing, where the browser has lost it: that is never what was built. */
async function bytesOf({ content }: AssetFile): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(content instanceof Blob ? await content.arrayBuffer().catch(() => new ArrayBuffer(0)) : []);
}

/** Lower-case hex. */
async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
