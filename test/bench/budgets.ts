/** What must not get worse: bounds that are committed, for ratios and bytes. Times depend on the machine, and have none. */
import { readFileSync } from "node:fs";
import { meets, type Row, type Section } from "./report.ts";

export type Bound = NonNullable<Row["target"]>;

/** By part, then by the row's name. */
export type Budgets = ReadonlyMap<string, ReadonlyMap<string, Bound>>;

/** @throws TypeError when the file is not of that form */
export function readBudgets(): Budgets {
  return parseBudgets(JSON.parse(readFileSync(new URL("budgets.json", import.meta.url), "utf8")));
}

/** @throws TypeError for what is of another form */
export function parseBudgets(file: unknown): Budgets {
  return new Map(entriesOf(file).map(([part, rows]) => [part, new Map(entriesOf(rows).map(([name, bound]) => [name, parseBound(bound)]))]));
}

/** @returns a sentence for each budget of a measured part that is not kept, or that no row has */
export function overBudget(sections: readonly Section[], budgets: Budgets): string[] {
  return sections.flatMap(({ part, rows }) => [...(budgets.get(part) ?? [])].flatMap(([name, bound]) => {
    const row = rows.find((one) => one.name === name);
    if (row === undefined) return [`${part}: there is no "${name}", for which there is a budget`];
    return meets({ ...row, target: bound, worst: false }) ? [] : [`${part}: ${name} is not ${boundText(bound)} ${row.unit}`];
  }));
}

function boundText(bound: Bound): string {
  return "atMost" in bound ? `at most ${bound.atMost}` : `at least ${bound.atLeast}`;
}

function parseBound(value: unknown): Bound {
  const [[key, limit] = [], ...more] = entriesOf(value);
  if (typeof limit !== "number" || more.length > 0) throw new TypeError("a budget is one number");
  if (key === "atMost") return { atMost: limit };
  if (key === "atLeast") return { atLeast: limit };
  throw new TypeError(`a budget is "atMost" or "atLeast", not "${key}"`);
}

function entriesOf(value: unknown): [string, unknown][] {
  if (typeof value !== "object" || value === null) throw new TypeError("budgets.json has something else where it wants an object");
  return Object.entries(value);
}
