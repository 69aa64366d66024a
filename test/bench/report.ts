/** What the benchmark found: rows for a person, the same as JSON for a program. */
import { mkdirSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { median } from "./statistics.ts";

export interface Row {
  readonly name: string;
  readonly unit: "s" | "ms" | "MB" | "kB" | "MB/s" | "1/s" | "×";
  /** One value a run. */
  readonly values: readonly number[];
  /** What the median has to keep to; none: for information. */
  readonly target?: { readonly atMost: number } | { readonly atLeast: number };
  /** The target is for the worst run instead of the median. */
  readonly worst?: boolean;
  readonly note?: string;
}

export interface Section {
  readonly part: string;
  readonly title: string;
  readonly rows: readonly Row[];
}

const HEADINGS = ["", "median", "min – max", "target", ""] as const;

/** One table of all sections. */
export function table(sections: readonly Section[]): string {
  const bodies = sections.map(({ rows }) => rows.map(cells));
  const widths = HEADINGS.map((heading, column) => Math.max(heading.length, ...bodies.flat().map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => row.map((cell, column) => pad(cell, widths[column] ?? 0, column)).join("  ").trimEnd();
  const blocks = sections.map(({ title }, index) => ["", title, ...(bodies[index] ?? []).map(line)]);
  return [line(HEADINGS), ...blocks.flat()].join("\n");
}

function pad(cell: string, width: number, column: number): string {
  return column === 0 || column === 4 ? cell.padEnd(width) : cell.padStart(width);
}

function cells(row: Row): readonly string[] {
  const { name, unit, values, note } = row;
  const range = values.length > 1 ? `${number(Math.min(...values))} – ${number(Math.max(...values))}` : "";
  return [`  ${name}`, `${number(median(values))} ${unit}`, range, targetOf(row), [verdict(row), note].filter(Boolean).join("  ")];
}

function targetOf({ target, unit }: Row): string {
  if (target === undefined) return "";
  return "atMost" in target ? `≤ ${target.atMost} ${unit}` : `≥ ${target.atLeast} ${unit}`;
}

function verdict(row: Row): string {
  if (row.target === undefined) return "";
  return meets(row) ? "ok" : "MISSED";
}

/** @returns true where there is no target */
export function meets({ target, values, worst = false }: Row): boolean {
  if (target === undefined) return true;
  if ("atMost" in target) return (worst ? Math.max(...values) : median(values)) <= target.atMost;
  return (worst ? Math.min(...values) : median(values)) >= target.atLeast;
}

/** Three digits, or more where there are more before the point. */
function number(value: number): string {
  const decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(decimals);
}

/** Writes `build/bench.json`. @returns its path */
export function save(root: string, sections: readonly Section[]): string {
  const file = join(root, "build", "bench.json");
  const machine = { cpus: cpus().length, model: cpus()[0]?.model ?? "", node: process.version, platform: process.platform };
  const rows = sections.map((section) => ({ ...section, rows: section.rows.map(withSummary) }));
  mkdirSync(join(root, "build"), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ date: new Date().toISOString(), machine, sections: rows }, undefined, 2)}\n`);
  return file;
}

function withSummary(row: Row): Row & { readonly median: number; readonly met: boolean } {
  return { ...row, median: median(row.values), met: meets(row) };
}
