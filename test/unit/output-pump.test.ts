/** How output travels from a cell to the page: how much at once, and when. */
import { beforeEach, expect, test } from "vitest";
import { OutputPump, QueueSource } from "../../src/cell/frame/output.ts";

const FULL = 1 << 14;

let source: QueueSource;
let sent: number[];
let pump: OutputPump;

beforeEach(() => {
  source = new QueueSource();
  sent = [];
  pump = new OutputPump(source, (chunk) => sent.push(chunk.length));
});

function print(bytes: number): void {
  source.push(new Uint8Array(bytes));
  pump.poke();
}

test("what is printed while nothing is on its way leaves at once", () => {
  print(7);
  expect(sent).toEqual([7]);
  pump.consumed();
  print(8);
  expect(sent).toEqual([7, 8]);
});

test("lines that are printed while a chunk is on its way travel together", () => {
  print(7);
  for (let line = 0; line < 50; line += 1) print(7);
  expect(sent).toEqual([7]);
  pump.consumed();
  expect(sent).toEqual([7, 350]);
});

test("full chunks wait for nothing, two at a time", () => {
  for (let chunk = 0; chunk < 4; chunk += 1) print(FULL);
  expect(sent).toEqual([FULL, FULL]);
  pump.consumed();
  expect(sent).toEqual([FULL, FULL, FULL]);
  pump.consumed();
  pump.consumed();
  expect(sent).toEqual([FULL, FULL, FULL, FULL]);
});
