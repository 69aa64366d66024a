import { expect, it } from "vitest";
import { withCtrl } from "../../src/page/panels/touch-keys.ts";

it.each([
  ["c", "\x03"],
  ["C", "\x03"],
  ["[", "\x1b"],
  [" ", "\x00"],
  ["_", "\x1f"],
  ["\x1b[D", "\x1b[1;5D"],
  ["1", "1"],
  ["é", "é"],
  ["\r", "\r"],
  ["word", "word"],
])("Ctrl makes of %j %j", (data, expected) => {
  expect(withCtrl(data)).toBe(expected);
});
