import { expect, it } from "vitest";
import { Pieces } from "../../workers/interpreter/pieces.ts";
import "./array-buffer-transfer.ts";
import "./with-resolvers.ts";

it("pieces are read in their order, as they come, and each gives its memory back when the next is asked for", async () => {
  const pieces = new Pieces();
  const given = [Uint8Array.of(1, 2), Uint8Array.of(3), Uint8Array.of(4, 5)];
  for (const piece of given.slice(0, 2)) pieces.push(piece);
  setTimeout(() => pieces.push(given[2] ?? null), 5);
  const reader = pieces[Symbol.asyncIterator]();
  const read: number[] = [];
  const left: number[][] = [];
  for (let i = 0; i < given.length; i += 1) {
    read.push(...((await reader.next()).value ?? []));
    left.push(given.map(({ buffer }) => buffer.byteLength));
  }
  expect(read).toEqual([1, 2, 3, 4, 5]);
  expect(left).toEqual([[2, 1, 2], [0, 1, 2], [0, 0, 2]]);
});

it("memory that is shared stays", async () => {
  const pieces = new Pieces();
  const shared = new Uint8Array(new SharedArrayBuffer(4));
  pieces.push(shared);
  pieces.push(Uint8Array.of(1));
  const reader = pieces[Symbol.asyncIterator]();
  await reader.next();
  await reader.next();
  expect(shared.length).toBe(4);
});
