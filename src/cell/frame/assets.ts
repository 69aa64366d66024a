/** The image's assets, as the page hands them over: checked and inflated side by side, and used only when they are what was built. */
import type { AssetFile, CellAsset } from "../../protocol/cell.ts";
import { inflate, type Inflating } from "./inflate.ts";
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

  /**
   * What `consume` makes of the asset's content; it is called again when that turned out to be broken and comes anew. Null: the asset
   * cannot be had.
   * @throws what `consume` throws for content that is not broken
   */
  async use<T>(name: CellAsset, consume: (asset: Inflating) => Promise<T>): Promise<T | null> {
    for (let file = await this.#inbox(name).next(); file !== null; file = await this.#inbox(name).next()) {
      const bytes = await bytesOf(file);
      const good = sha256(bytes).then((hash) => hash === file?.sha256);
      void good.then((verdict) => this.#onChecked(name, verdict));
      const [result] = await Promise.allSettled([consume(inflate(bytes))]);
      if (!(await good)) continue;
      if (result.status === "rejected") throw result.reason;
      return result.value;
    }
    return null;
  }

  /** Fills `target`. Null: the asset cannot be had. @throws TypeError when the asset is of another size */
  inflated<T extends Uint8Array>(name: CellAsset, target: T): Promise<T | null> {
    return this.use(name, async ({ content }) => {
      await fill(target, content);
      return target;
    });
  }

  #inbox(name: CellAsset): Inbox {
    const inbox = this.#inboxes.get(name) ?? new Inbox();
    this.#inboxes.set(name, inbox);
    return inbox;
  }
}

async function fill(target: Uint8Array, content: ReadableStream<Uint8Array>): Promise<void> {
  let at = 0;
  const reader = content.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    if (at + next.value.length > target.length) throw new TypeError("an asset is larger than the manifest says");
    target.set(next.value, at);
    at += next.value.length;
  }
  if (at < target.length) throw new TypeError("an asset is smaller than the manifest says");
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
