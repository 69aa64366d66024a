import { describe, expect, it } from "vitest";
import { PieceRing } from "../../src/protocol/piece-ring.ts";

describe("the ring for pieces", () => {
  it("has few places, and uses them again when they are given back", () => {
    const ring = PieceRing.allocate(8);
    const put = (value: number): Uint8Array | null => ring.put(Uint8Array.of(value));
    const pieces = [1, 2, 3, 4].map(put);
    expect(pieces.map((piece) => piece?.[0])).toEqual([1, 2, 3, 4]);
    expect(put(5)).toBeNull();
    if (pieces[0]) PieceRing.giveBack(pieces[0]);
    expect(put(6)?.[0]).toBe(6);
    expect(pieces.map((piece) => piece?.[0])).toEqual([6, 2, 3, 4]);
    expect(put(7)).toBeNull();
  });

  it("holds what is put in", () => {
    const ring = PieceRing.allocate(8);
    expect(ring.put(Uint8Array.of(1, 2, 3))).toEqual(Uint8Array.of(1, 2, 3));
    expect(ring.put(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))).toHaveLength(8);
  });

  it("knows nothing of pieces that found no place", () => {
    const ring = PieceRing.allocate(8);
    for (let i = 0; i < 4; i++) ring.put(Uint8Array.of(i));
    PieceRing.giveBack(Uint8Array.of(1));
    expect(ring.put(Uint8Array.of(5))).toBeNull();
  });
});
