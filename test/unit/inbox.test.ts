/** Assets on their way into the cell: the last file counts. */
import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import "./with-resolvers.ts";
import { Assets } from "../../src/cell/frame/assets.ts";

const text = async ({ content }: { content: ReadableStream<Uint8Array<ArrayBuffer>> }): Promise<string> => new Response(content).text();
const ignore = (): void => undefined;

/** @param built what the file should be; null: nothing that it is */
function hand(assets: Assets, content: string, built: "good" | "broken", pack: (text: string) => Uint8Array = gzipSync): void {
  const bytes = new Uint8Array(pack(content));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  assets.receive("wasm", { content: new Blob([bytes]), sha256: built === "good" ? sha256 : "0".repeat(64) });
}

describe("an asset on its way", () => {
  it("is inflated, and found to be good", async () => {
    const verdicts: unknown[] = [];
    const assets = new Assets((...verdict) => verdicts.push(verdict));
    const used = assets.use("wasm", text);
    hand(assets, "content", "good");
    expect(await used).toBe("content");
    expect(verdicts).toEqual([["wasm", true]]);
  });

  it("may be there before anybody wants it", async () => {
    const assets = new Assets(ignore);
    hand(assets, "content", "good");
    expect(await assets.use("wasm", text)).toBe("content");
  });

  it("that was broken is not used, and comes anew", async () => {
    const seen: string[] = [];
    const assets = new Assets((_name, good) => (good ? null : hand(assets, "content", "good")));
    hand(assets, "broken", "broken");
    expect(await assets.use("wasm", async (asset) => seen.push(await text(asset)))).toBe(2);
    expect(seen).toEqual(["broken", "content"]);
  });

  it("that stays broken is null", async () => {
    const assets = new Assets(() => assets.receive("wasm", null));
    hand(assets, "broken", "broken");
    expect(await assets.use("wasm", text)).toBeNull();
  });

  it("that cannot be had is null, whoever asks, and whenever", async () => {
    const assets = new Assets(ignore);
    const early = assets.use("wasm", text);
    assets.receive("wasm", null);
    expect(await early).toBeNull();
    expect(await assets.use("wasm", text)).toBeNull();
  });

  it("of another size than the manifest says is not used", async () => {
    for (const size of [3, 9]) {
      const assets = new Assets(ignore);
      hand(assets, "content", "good");
      await expect(assets.inflated("wasm", new Uint8Array(size))).rejects.toThrow(TypeError);
    }
  });

  it("that is no gzip is not used", async () => {
    const assets = new Assets(ignore);
    hand(assets, "plain", "good", (plain) => new TextEncoder().encode(plain));
    await expect(assets.use("wasm", text)).rejects.toThrow();
  });
});
