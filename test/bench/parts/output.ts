/** A program that prints much: how long it takes, and whether the page stays alive meanwhile. */
import { withColdBrowser } from "../browser.ts";
import type { Bench, Part } from "../part.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";

interface Program {
  readonly name: string;
  readonly statement: string;
  /** What the screen shows when all of it is there. */
  readonly last: string;
  /** Seconds. */
  readonly atMost: number;
}

const PROGRAMS: readonly Program[] = [
  { name: "100,000 lines", statement: "exec('for i in range(1, 100_001): print(i)')", last: "^100000$", atMost: 0.5 },
  { name: "10 MB in one print", statement: "print(('x' * 99 + '\\n') * 100_000 + 'e' + 'nd')", last: "^end$", atMost: 1.5 },
];

export const output: Part = {
  name: "output",
  title: "Much output",
  measure: async (bench) => {
    const url = await bench.page();
    return withColdBrowser(async (page) => {
      const shell = await Shell.ready(page, url);
      const rows: Row[] = [];
      for (const program of PROGRAMS) rows.push(...(await measureProgram(bench, shell, program)));
      return rows;
    });
  },
};

async function measureProgram(bench: Bench, shell: Shell, { name, statement, last, atMost }: Program): Promise<Row[]> {
  const seconds: number[] = [];
  const gaps: number[] = [];
  const tasks: number[] = [];
  for (let round = 0; round < bench.rounds; round += 1) {
    bench.log(`${name}, round ${round + 1} of ${bench.rounds}`);
    await shell.clear();
    await shell.draft(statement);
    await shell.watchFreezes();
    const shown = shell.until({ screen: last });
    await shell.page.keyboard.press("Enter");
    seconds.push(((await shown) - (await shell.lastInput())) / 1000);
    const { frameGap, longestTask } = await shell.freezes();
    gaps.push(frameGap);
    tasks.push(longestTask);
  }
  return [
    { name: `${name}: Enter → last line on the screen`, unit: "s", values: seconds, target: { atMost } },
    { name: `${name}: longest time without a frame`, unit: "ms", values: gaps, target: { atMost: 50 }, worst: true },
    { name: `${name}: longest task of the page`, unit: "ms", values: tasks, target: { atMost: 50 }, worst: true, note: "0: none over 50 ms" },
  ];
}
