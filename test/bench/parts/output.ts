/** A program that prints much: how long it takes, and whether the page stays alive meanwhile; and how long it takes the peers. */
import { withColdBrowser } from "../browser.ts";
import type { Bench, Part } from "../part.ts";
import { printedAt } from "../peer-prompt.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";
import { median } from "../statistics.ts";
import { withVisitor } from "../visitor.ts";

interface Program {
  readonly name: string;
  readonly statement: string;
  /** What the screen shows when all of it is there. */
  readonly last: string;
  /** Seconds. */
  readonly atMost: number;
}

const LINES: Program = { name: "100,000 lines", statement: "exec('for i in range(1, 100_001): print(i)')", last: "^100000$", atMost: 0.5 };
const PROGRAMS: readonly Program[] = [
  LINES,
  { name: "10 MB in one print", statement: "print(('x' * 99 + '\\n') * 100_000 + 'e' + 'nd')", last: "^end$", atMost: 1.5 },
];

/** Of a peer's user; seconds. Some pages come to no end at all, and hang meanwhile. */
const PATIENCE = 30;
const PEER_ROUNDS = 2;

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
    }).then(async (rows) => [...rows, ...(await peers(bench, rows[0]?.values ?? []))]);
  },
};

/** The lines, where the statement is a peer's first. @param ours seconds */
async function peers(bench: Bench, ours: readonly number[]): Promise<Row[]> {
  const { console: stock, jupyterLite } = await bench.peers();
  const rows: Row[] = [];
  for (const peer of [stock, jupyterLite]) {
    const seconds: (number | null)[] = [];
    for (let round = 0; round < Math.min(bench.rounds, PEER_ROUNDS) && !seconds.includes(null); round += 1) {
      bench.log(`${LINES.name} in ${peer.name}, round ${round + 1}`);
      seconds.push(await withVisitor(async (visitor) => {
        await peer.open(visitor);
        return printedAt(peer, visitor, LINES.statement, "^100000\\s*$(?![^])", PATIENCE);
      }));
    }
    const values = seconds.map((one) => one ?? PATIENCE);
    const name = `${LINES.name} in ${peer.name}`;
    rows.push({ name: `${name}: key → last line in the page`, unit: "s", values, ...(seconds.includes(null) ? { note: `given up after ${PATIENCE} s: at least this` } : {}) });
    rows.push({ name: `${name} / ours`, unit: "×", values: [median(values) / median(ours)] });
  }
  return rows;
}

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
