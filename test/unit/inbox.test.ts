/** Assets on their way into the cell: the last attempt counts. */
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import "./with-resolvers.ts";
import { Assets } from "../../src/cell/frame/assets.ts";

const text = async ({ content }: { content: ReadableStream<Uint8Array<ArrayBuffer>> }): Promise<string> => new Response(content).text();
const packed = (content: string): Blob => new Blob([gzipSync(content)]);

function hand(assets: Assets, content: string, last?: "good" | "missing"): void {
  assets.receive("wasm", { step: "offer", content: packed(content) });
  if (last !== undefined) assets.receive("wasm", { step: last });
}

describe("an asset on its way", () => {
  it("is inflated as it comes", async () => {
    const assets = new Assets();
    const used = assets.use("wasm", text);
    hand(assets, "content", "good");
    expect(await used).toBe("content");
  });

  it("may be there before anybody wants it", async () => {
    const assets = new Assets();
    hand(assets, "content", "good");
    expect(await assets.use("wasm", text)).toBe("content");
  });

  it.each(["before", "after"])("that was broken comes anew, wanted %s", async (when) => {
    const assets = new Assets();
    const early = when === "before" ? assets.use("wasm", text) : null;
    hand(assets, "broken");
    hand(assets, "content", "good");
    expect(await (early ?? assets.use("wasm", text))).toBe("content");
  });

  it("that was broken is given up when it was consumed wholly meanwhile", async () => {
    const assets = new Assets();
    const seen: string[] = [];
    const used = assets.use("wasm", async (asset) => void seen.push(await text(asset)));
    hand(assets, "broken");
    await expect.poll(() => seen).toEqual(["broken"]);
    hand(assets, "also broken", "missing");
    expect(await used).toBeNull();
  });

  it("that cannot be had is null, whoever asks, and whenever", async () => {
    const assets = new Assets();
    const early = assets.use("wasm", text);
    assets.receive("wasm", { step: "missing" });
    expect(await early).toBeNull();
    expect(await assets.use("wasm", text)).toBeNull();
  });

  it("of another size than the manifest says is not used", async () => {
    for (const size of [3, 9]) {
      const assets = new Assets();
      hand(assets, "content", "good");
      await expect(assets.inflated("wasm", new Uint8Array(size))).rejects.toThrow(TypeError);
    }
  });

  it("that is no gzip is not used", async () => {
    const assets = new Assets();
    const used = assets.use("wasm", text);
    assets.receive("wasm", { step: "offer", content: new Blob(["plain"]) });
    assets.receive("wasm", { step: "good" });
    await expect(used).rejects.toThrow();
  });
});
