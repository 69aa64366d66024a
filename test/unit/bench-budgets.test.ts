/** The benchmark's budgets: what `npm run bench -- --check` says of them. */
import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { overBudget, parseBudgets, readBudgets } from "../bench/budgets.ts";
import type { Row, Section } from "../bench/report.ts";

const BUDGETS = parseBudgets({ start: { "peer / ours": { atLeast: 10 } }, bytes: { "until the prompt": { atMost: 9 } } });

function section(part: string, ...rows: readonly Row[]): Section {
  return { part, title: part, rows };
}

function ratio(...values: readonly number[]): Row {
  return { name: "peer / ours", unit: "×", values };
}

function bytes(...values: readonly number[]): Row {
  return { name: "until the prompt", unit: "MB", values };
}

describe("the benchmark's budgets", () => {
  it("are kept by medians on the right side of the bound, and on the bound", () => {
    expect(overBudget([section("start", ratio(10)), section("bytes", bytes(9))], BUDGETS)).toEqual([]);
    expect(overBudget([section("start", ratio(2, 11, 40)), section("bytes", bytes(30, 8, 7))], BUDGETS)).toEqual([]);
  });

  it("name each regression: the part, the row, and the bound with its unit", () => {
    expect(overBudget([section("start", ratio(9.9)), section("bytes", bytes(9.1))], BUDGETS)).toEqual([
      "start: peer / ours is not at least 10 ×",
      "bytes: until the prompt is not at most 9 MB",
    ]);
  });

  it("are judged by the median, though a target is for the worst run", () => {
    expect(overBudget([section("bytes", { ...bytes(8, 8, 30), target: { atMost: 9 }, worst: true })], BUDGETS)).toEqual([]);
    expect(overBudget([section("bytes", { ...bytes(10), target: { atMost: 12 } })], BUDGETS)).toHaveLength(1);
  });

  it("are not kept by a value that is no number, or by a row that is gone", () => {
    expect(overBudget([section("start", ratio(Number.NaN))], BUDGETS)).toHaveLength(1);
    expect(overBudget([section("start", { ...ratio(20), name: "peer / us" })], BUDGETS)).toEqual(['start: there is no "peer / ours", for which there is a budget']);
  });

  it("are not asked of a part that was not measured, nor of rows without one", () => {
    expect(overBudget([section("start", ratio(20), { ...ratio(0), name: "another" })], BUDGETS)).toEqual([]);
    expect(overBudget([section("echo", ratio(0))], BUDGETS)).toEqual([]);
  });

  it("are one bound each", () => {
    const wrong: readonly unknown[] = [null, 5, { atMost: "5" }, {}, { atMost: 5, atLeast: 1 }, { most: 5 }];
    for (const bound of wrong) expect(() => parseBudgets({ start: { row: bound } }), JSON.stringify(bound)).toThrow(TypeError);
    for (const file of [null, "budgets", { start: 5 }]) expect(() => parseBudgets(file), JSON.stringify(file)).toThrow(TypeError);
  });

  it("are committed for parts that there are", () => {
    const parts = readdirSync(new URL("../bench/parts", import.meta.url)).map((file) => file.replace(/\.ts$/, ""));
    const budgets = readBudgets();
    expect(parts).toEqual(expect.arrayContaining([...budgets.keys()]));
    expect([...budgets.values()].every((rows) => rows.size > 0)).toBe(true);
  });
});
