/** Assets on their way into the cell: the last file counts. */
import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import "./with-resolvers.ts";
import { Assets } from "../../src/cell/frame/assets.ts";

const ignore = (): void => undefined;

const text = (bytes: Uint8Array | null): string | null => (bytes === null ? null : new TextDecoder().decode(bytes));

/** @param built whether the file is what was built */
function hand(assets: Assets, content: string, built: "good" | "broken"): void {
  const sha256 = createHash("sha256").update(content).digest("hex");
  assets.receive("wasm", { content: new Blob([content]), sha256: built === "good" ? sha256 : "0".repeat(64) });
}

describe("an asset on its way", () => {
  it("is found to be good", async () => {
    const verdicts: unknown[] = [];
    const assets = new Assets((...verdict) => verdicts.push(verdict));
    const taken = assets.take("wasm");
    hand(assets, "content", "good");
    expect(text(await taken)).toBe("content");
    expect(verdicts).toEqual([["wasm", true]]);
  });

  it("may be there before anybody wants it", async () => {
    const assets = new Assets(ignore);
    hand(assets, "content", "good");
    expect(text(await assets.take("wasm"))).toBe("content");
  });

  it("that was broken is not used, and comes anew", async () => {
    const verdicts: unknown[] = [];
    const assets = new Assets((...verdict) => {
      verdicts.push(verdict);
      if (verdicts.length === 1) hand(assets, "content", "good");
    });
    hand(assets, "broken", "broken");
    expect(text(await assets.take("wasm"))).toBe("content");
    expect(verdicts).toEqual([["wasm", false], ["wasm", true]]);
  });

  it("that stays broken is null", async () => {
    const assets = new Assets(() => assets.receive("wasm", null));
    hand(assets, "broken", "broken");
    expect(await assets.take("wasm")).toBeNull();
  });

  it("that cannot be had is null, whoever asks, and whenever", async () => {
    const assets = new Assets(ignore);
    const early = assets.take("wasm");
    assets.receive("wasm", null);
    expect(await early).toBeNull();
    expect(await assets.take("wasm")).toBeNull();
  });
});
