/** The image's assets, as the page hands them over: inflated as they come, and used only when they are known to be what was built. */
import type { AssetPart, CellAsset } from "../../protocol/cell.ts";
import { inflate, type Inflating } from "./inflate.ts";
import { Inbox } from "./inbox.ts";

export class Assets {
  readonly #inboxes = new Map<CellAsset, Inbox>();

  receive(name: CellAsset, part: AssetPart): void {
    this.#inbox(name).receive(part);
  }

  /**
   * What `consume` makes of the asset's content; it is called again when that turned out to be broken and comes anew. Null: the asset
   * cannot be had.
   * @throws what `consume` throws for content that is not broken
   */
  async use<T>(name: CellAsset, consume: (asset: Inflating) => Promise<T>): Promise<T | null> {
    for (;;) {
      const attempt = await this.#inbox(name).next();
      if (attempt === null) return null;
      const [result] = await Promise.allSettled([consume(inflate(attempt.content.stream()))]);
      if (!(await attempt.good)) continue;
      if (result.status === "rejected") throw result.reason;
      return result.value;
    }
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
