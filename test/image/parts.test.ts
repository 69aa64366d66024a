import { describe, expect, test } from "vitest";
import { packArchive, parseArchive } from "../../src/protocol/archive.ts";
import { parseLock } from "../../workers/image/site/lock.ts";
import { explain } from "../../workers/image/site/wheels.ts";
import { toggleStatics } from "../../src/protocol/statics.ts";

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
  const wasm = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 0, 2, 1, 0x78, 11, 14, 2, 0, 0x41, 4, 0x0b, 2, 65, 66, 0, 0x41, 0xc8, 0x01, 0x0b, 1, 67);
  const snapshotOf = (heap: Uint8Array): Uint8Array => {
    const snapshot = new Uint8Array(16 + 256);
    new DataView(snapshot.buffer).setUint32(4, 16, true);
    snapshot.set(heap, 16);
    return snapshot;
  };

  test("are taken out of a heap where it still has them", () => {
    const heap = new Uint8Array(256);
    heap.set([65, 66, 9], 4);
    heap.set([67], 200);
    const snapshot = snapshotOf(heap);
    toggleStatics(snapshot, wasm);
    const left = new Uint8Array(256);
    left[6] = 9;
    expect(snapshot).toEqual(snapshotOf(left));
  });

  test("are put back by the same function", () => {
    const snapshot = snapshotOf(Uint8Array.from({ length: 256 }, (_, i) => i));
    const before = snapshot.slice();
    toggleStatics(snapshot, wasm);
    expect(snapshot).not.toEqual(before);
    toggleStatics(snapshot, wasm);
    expect(snapshot).toEqual(before);
  });

  test("are missed in a module that has none", () => {
    expect(() => toggleStatics(snapshotOf(new Uint8Array()), wasm.subarray(0, 12))).toThrow("no data section");
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
