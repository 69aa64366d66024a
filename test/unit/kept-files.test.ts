/** The page's copies of the user's files, told of by an interpreter that may say anything. */
import { beforeEach, describe, expect, it } from "vitest";
import { KeptFiles } from "../../src/broker/kept-files.ts";
import { MAX_KEPT_BYTES, MAX_KEPT_FILE_BYTES, MAX_KEPT_FILES, NOTHING_LEFT_OUT } from "../../src/protocol/kept.ts";

const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const MORE = { names: [], more: true };

let kept: KeptFiles;

beforeEach(() => {
  kept = new KeptFiles();
});

const paths = (): readonly string[] => kept.files.map(({ path }) => path);

it("keeps the last content of each file, and forgets what is dropped", () => {
  kept.put("a", bytes("1"));
  kept.put("b/c", bytes("2"));
  kept.put("a", bytes("3"));
  kept.drop("b/c");
  kept.drop("never there");
  expect(kept.files).toEqual([{ path: "a", content: bytes("3") }]);
  kept.forget();
  expect(kept.files).toEqual([]);
});

describe("the limits hold whatever the interpreter says", () => {
  it("on bytes, which are counted anew when a file is replaced or dropped", () => {
    const large = new Uint8Array(MAX_KEPT_FILE_BYTES);
    for (let at = 0; at < MAX_KEPT_BYTES / large.length; at += 1) kept.put(`${at}`, large);
    kept.put("one more", bytes("x"));
    expect(paths()).toEqual(["0", "1", "2", "3"]);
    expect(kept.takeStock()).toEqual({ count: 4, leftOut: MORE });
    kept.put("0", bytes("small"));
    kept.put("one more", bytes("x"));
    expect(paths()).toEqual(["1", "2", "3", "0", "one more"]);
    kept.forget();
    kept.put("0", large);
    expect(kept.takeStock()).toEqual({ count: 1, leftOut: NOTHING_LEFT_OUT });
  });

  it("on files", () => {
    for (let at = 0; at < MAX_KEPT_FILES + 10; at += 1) kept.put(`${at}`, bytes(""));
    kept.put("0", bytes("again"));
    expect(kept.takeStock()).toEqual({ count: MAX_KEPT_FILES, leftOut: MORE });
  });

  it("on the memory behind a view", () => {
    kept.put("a", new Uint8Array(new ArrayBuffer(1 << 20), 5, 3));
    expect(kept.files[0]?.content.buffer.byteLength).toBe(3);
  });

  it("on what a file system can have: a file is no folder", () => {
    kept.put("a", bytes("x"));
    kept.put("a/b", bytes("y"));
    kept.put("ab", bytes("z"));
    expect(paths()).toEqual(["a/b", "ab"]);
    kept.put("a", bytes("x"));
    expect(paths()).toEqual(["ab", "a"]);
  });
});

it("warns once of what is not kept; at the end it is told in any case", () => {
  expect(kept.takeWarning()).toEqual(NOTHING_LEFT_OUT);
  const leftOut = { names: ["large"], more: false };
  kept.leaveOut(leftOut);
  expect(kept.takeWarning()).toEqual(leftOut);
  expect(kept.takeWarning()).toEqual(NOTHING_LEFT_OUT);
  expect(kept.takeStock()).toEqual({ count: 0, leftOut });
  expect(kept.takeStock()).toEqual({ count: 0, leftOut: NOTHING_LEFT_OUT });
});
