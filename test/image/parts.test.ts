import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { packArchive, parseArchive } from "../../src/protocol/archive.ts";
import { parseLock } from "../../workers/image/site/lock.ts";
import { explain } from "../../workers/image/site/wheels.ts";
import { HeapReader, packHeap } from "../../src/protocol/heap-image.ts";
import { staticData } from "../../workers/image/snapshot/statics.ts";
import { startCompressor } from "../../workers/image/zstd.ts";
import { inflate, whole } from "./restore.ts";

const text = (value: string): Uint8Array => new TextEncoder().encode(value);

describe("an archive", () => {
  const files = [
    { path: "/a/é.py", bytes: text("one") },
    { path: "/a/empty", bytes: text("") },
    { path: "/b", bytes: text("three") },
  ];

  test("gives back the files that it was made of", () => {
    const parsed = parseArchive(packArchive(files));
    expect(parsed.map(({ path, bytes }) => [path, new TextDecoder().decode(bytes)])).toEqual([["/a/é.py", "one"], ["/a/empty", ""], ["/b", "three"]]);
  });

  test("has an index with offsets from its own end", () => {
    const archive = packArchive(files);
    const length = new DataView(archive.buffer).getUint32(0, true);
    expect(JSON.parse(new TextDecoder().decode(archive.subarray(4, 4 + length)))).toEqual([["/a/é.py", 0, 3], ["/a/empty", 3, 0], ["/b", 3, 5]]);
  });

  test("that is cut short is refused", () => {
    expect(() => parseArchive(packArchive(files).subarray(0, -1))).toThrow("ends in the middle of /b");
  });
});

describe("static data", () => {
  // A module with a custom section and two data segments: "AB" at 4 and "C" at 200.
  const wasm = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, 2, 1, 0x78, 11, 15, 2, 0, 0x41, 4, 0x0b, 2, 65, 66, 0, 0x41, 0xc8, 0x01, 0x0b, 1, 67);

  test("are where a fresh instance would have them", () => {
    const memory = new Uint8Array(204);
    memory.set([65, 66], 4);
    memory.set([67], 200);
    expect(staticData(wasm)).toEqual(memory);
  });

  test("are missed in a module that has none", () => {
    expect(() => staticData(wasm.subarray(0, 12))).toThrow("no data section");
  });
});

describe("a heap image", () => {
  const PAGE = 4096;
  const statics = Uint8Array.from({ length: 2 * PAGE }, (_, i) => i);
  const header = Uint8Array.of(1, 2, 3, 4, 16, 0, 0, 0, 5, 6, 7, 8, 0, 0, 0, 0);
  /** As far as it goes the static data, then something, then nothing, then something: five pages and a half. */
  const heap = new Uint8Array(5.5 * PAGE);
  heap.set(statics);
  heap[7] = 99;
  heap.fill(7, 2 * PAGE, 2 * PAGE + 10);
  heap.fill(8, 5 * PAGE + 100, 5.5 * PAGE);
  const snapshot = new Uint8Array([...header, ...heap]);
  const NO_STACK = [0, 0] as const;

  /** In pieces of a size that fits nothing. */
  async function* inPieces(packed: Uint8Array): AsyncGenerator<Uint8Array> {
    for (let at = 0; at < packed.length; at += 1000) yield packed.subarray(at, at + 1000);
  }

  test("has neither the static data nor the empty pages in it", () => {
    const packed = packHeap(snapshot, statics);
    expect(packed.filter((byte) => byte !== 0).length).toBeLessThan(PAGE);
    expect(packed.length).toBeLessThan(2.5 * PAGE + 200); // the first, the third and the half
  });

  test("is written over what an instance has done to its memory", async () => {
    const memory = new Uint8Array(8 * PAGE);
    memory.set(statics);
    memory.fill(55, PAGE, 4.5 * PAGE);
    memory.fill(0, 4.5 * PAGE);
    await (await HeapReader.open(inPieces(packHeap(snapshot, statics)))).writeInto(memory, statics, NO_STACK, 5 * PAGE);
    expect(memory).toEqual(new Uint8Array([...heap, ...new Uint8Array(2.5 * PAGE)]));
  });

  test("leaves the stack as it is", async () => {
    const memory = new Uint8Array(8 * PAGE).fill(55);
    memory.set(statics);
    await (await HeapReader.open(inPieces(packHeap(snapshot, statics)))).writeInto(memory, statics, [3.5 * PAGE, 4.5 * PAGE], 7 * PAGE);
    const expected = new Uint8Array([...heap, ...new Uint8Array(2.5 * PAGE)]).fill(55, 3.5 * PAGE, 4.5 * PAGE).fill(55, 7 * PAGE);
    expect(memory).toEqual(expected);
  });

  test("leaves Pyodide a snapshot with an empty heap", async () => {
    const headless = new Uint8Array(64);
    (await HeapReader.open(inPieces(packHeap(snapshot, statics)))).writeHeadless(headless);
    expect(headless).toEqual(Uint8Array.of(1, 2, 3, 4, 64, 0, 0, 0, ...header.subarray(8), ...new Uint8Array(48)));
  });

  test("that is cut short is refused", async () => {
    const packed = packHeap(snapshot, statics);
    const read = async (length: number): Promise<void> => (await HeapReader.open(whole(packed.subarray(0, length)))).writeInto(new Uint8Array(8 * PAGE), statics, NO_STACK, 0);
    await expect(read(packed.length - 1)).rejects.toThrow("cut short");
    await expect(read(10)).rejects.toThrow("cut short");
    await read(packed.length);
  });
});

describe("Zstandard", () => {
  const content = Uint8Array.from({ length: 1_000_000 }, (_, at) => (at * at) >> 7);
  const compress = startCompressor(() => undefined);

  test.each(["some", "much"] as const)("gives back what was compressed with %s effort", async (effort) => {
    for (const size of [0, 1, 1 << 17, (1 << 17) + 1, content.length]) {
      const packed = (await compress)(content.subarray(0, size), effort);
      expect(Buffer.compare(inflate(packed), content.subarray(0, size))).toBe(0);
    }
  });

  const pattern = Uint8Array.from({ length: 5 << 20 }, (_, at) => Math.imul(at, at ^ (at >> 9)) >> 11);
  // Offsets below and above what is copied at a time, runs of literals and matches of all lengths, more than the decoder keeps.
  const repeats = new Uint8Array(9 << 20);
  for (let at = 0, length = 1; at < repeats.length; at += length, length = (length * 31) % 1009) {
    const unit = length % 3 === 0 ? pattern.subarray(at % pattern.length, (at % pattern.length) + length) : repeats.subarray(Math.max(0, at - (length % 40)), at);
    for (let i = 0; i < length && at + i < repeats.length; i++) repeats[at + i] = unit[i % (unit.length || 1)] ?? 0;
  }

  test.each([
    ["noise", randomBytes(3 << 20)],
    ["one byte", new Uint8Array(3 << 20).fill(7)],
    ["few bytes", Uint8Array.from({ length: 300_000 }, (_, at) => (at * at * 7919) % 251 % 3)],
    ["text", new TextEncoder().encode(Array.from({ length: 90_000 }, (_, at) => `line ${at} of ${at % 97}, ${Math.sin(at)}`).join("\n"))],
    ["repeats", repeats],
    ["what is far apart", new Uint8Array([...pattern.subarray(0, 1_900_000), ...pattern.subarray(0, 1_900_000)])],
  ])("gives back %s", async (_, content) => {
    for (const effort of ["some", "much"] as const) expect(Buffer.compare(inflate((await compress)(content, effort)), content)).toBe(0);
  });

  test("that says another size is refused", async () => {
    const packed = (await compress)(content, "some");
    packed[5] = (packed[5] ?? 0) ^ 1; // the size: the content is small enough to be looked back at as a whole
    expect(() => inflate(packed)).toThrow("another size");
  });

  test("that is cut short is refused", async () => {
    const packed = (await compress)(content, "some");
    for (const length of [0, 1, 5, packed.length >> 1, packed.length - 1]) expect(() => inflate(packed.subarray(0, length))).toThrow("cut short");
  });

  test("that is none is refused", () => {
    expect(() => inflate(new TextEncoder().encode("plain text"))).toThrow("not Zstandard");
  });
});

describe("the lock", () => {
  const hash = "0123456789abcdef".repeat(4);

  test("gives names, versions and hashes", () => {
    expect(parseLock(`# why\n\nsome-package==1.0.post1 \\\n    --hash=sha256:${hash}\n`)).toEqual([{ name: "some-package", version: "1.0.post1", sha256: hash }]);
  });

  test.each(["requests>=2", "requests==2.0", `requests==2.0 --hash=md5:${hash}`, "-r other.txt"])("refuses %j", (line) => {
    expect(() => parseLock(line)).toThrow("is not");
  });
});

describe("pip's complaint in one sentence", () => {
  test.each([
    ["WARNING: Retrying … NewConnectionError(…): Failed to establish a new connection", "network"],
    ["ERROR: Could not find a version that satisfies the requirement x==1 (from versions: none)", "network"],
    ["ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash differs"],
    ["ERROR: No space left on device", "No space left on device"],
  ])("%s", (line, expected) => {
    expect(explain(["Collecting x", line])).toContain(expected);
  });
});
