import { describe, expect, it } from "vitest";
import { PieceRing } from "../../src/protocol/piece-ring.ts";

const piece = (value: number): Uint8Array => Uint8Array.of(value);

/** As many as find a place, numbered from 0 on. */
function fill(ring: PieceRing): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let put = ring.put(piece(0)); put !== null; put = ring.put(piece(pieces.length))) pieces.push(put);
  return pieces;
}

describe("the ring for pieces", () => {
  it("has few places, and uses them again when they are given back", () => {
    const ring = new PieceRing(8);
    const pieces = fill(ring);
    expect(pieces.map(([value]) => value)).toEqual(pieces.map((_, index) => index));
    pieces.slice(0, 2).forEach(PieceRing.giveBack);
    expect([20, 21, 22].map((value) => ring.put(piece(value))?.[0] ?? null)).toEqual([20, 21, null]);
    expect(new Set(pieces.slice(0, 2).map(([value]) => value))).toEqual(new Set([20, 21]));
    expect(pieces.slice(2).map(([value]) => value)).toEqual(pieces.slice(2).map((_, index) => index + 2));
  });

  it("touches no more places than it has to", () => {
    const ring = new PieceRing(8);
    const places = Array.from({ length: 100 }, (_, value) => {
      const put = ring.put(piece(value));
      if (put !== null) PieceRing.giveBack(put);
      return put?.byteOffset;
    });
    expect(new Set(places).size).toBe(1);
  });

  it("holds what is put in", () => {
    const ring = new PieceRing(8);
    const pieces = [Uint8Array.of(1, 2, 3), Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8), Uint8Array.of(9)];
    expect(pieces.map((value) => ring.put(value))).toEqual(pieces);
  });

  it("knows nothing of pieces that found no place", () => {
    const ring = new PieceRing(8);
    fill(ring);
    PieceRing.giveBack(piece(1));
    expect(ring.put(piece(2))).toBeNull();
  });
});
