import { describe, expect, it } from "vitest";
import { unmask } from "../../proxy/node/unmask.ts";

const MASK = Uint8Array.of(0x12, 0xfe, 0x80, 0x07);

describe("unmask", () => {
  it.each([0, 1, 2, 3])("undoes the mask of data of any length, %i bytes from a word's beginning", (offset) => {
    for (let length = 0; length < 40; length += 1) {
      const around = Uint8Array.from({ length: offset + length + 5 }, (_, index) => 37 * index);
      const expected = around.map((byte, index) => (index < offset || index >= offset + length ? byte : byte ^ (MASK[(index - offset) & 3] ?? 0)));
      unmask(around.subarray(offset, offset + length), MASK);
      expect(around).toEqual(expected);
    }
  });
});
