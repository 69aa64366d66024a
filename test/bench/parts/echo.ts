/** How long a key takes to be on the screen, at the prompt; and at the peers'. */
import type { Page } from "@playwright/test";
import { NO_FRAME_LIMIT, withColdBrowser } from "../browser.ts";
import type { Bench, Part } from "../part.ts";
import { keysAt } from "../peer-prompt.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";
import { median, quantile } from "../statistics.ts";
import { withVisitor, type Visitor } from "../visitor.ts";

const TEXT = "the quick brown fox jumps over the lazy dog and runs on".replaceAll(" ", "_");

/** Lines of a block. */
const LINES = 60;

/** Some minutes of a session: browsers compile what is used while it is used, so the first lines are slower. */
const MIN_LINES = 12;

export const echo: Part = {
  name: "echo",
  title: `Key → character on the screen (${MIN_LINES * TEXT.length} keys or more, from a session's first on)`,
  measure: async (bench) => {
    const url = await bench.page();
    const screen = await withColdBrowser((page) => measureKeys(page, url, bench.rounds));
    const free = await withColdBrowser((page) => measureKeys(page, url, bench.rounds), NO_FRAME_LIMIT);
    return [
      { name: "one line, median", unit: "ms", values: [median(free.line)], target: { atMost: 5 }, note: "without waiting for the screen's next frame" },
      { name: "a session's first line, median", unit: "ms", values: [median(free.line.slice(0, TEXT.length))] },
      { name: "one line, 95th percentile", unit: "ms", values: [quantile(free.line, 0.95)], target: { atMost: 16 } },
      { name: "within a line, median", unit: "ms", values: [median(free.within)], note: "the page shows nothing ahead here; Python draws" },
      { name: "within a line, 95th percentile", unit: "ms", values: [quantile(free.within, 0.95)] },
      { name: `a block of ${LINES} lines, median`, unit: "ms", values: [median(free.block)], target: { atMost: 16 } },
      { name: `a block of ${LINES} lines, 95th percentile`, unit: "ms", values: [quantile(free.block, 0.95)] },
      { name: "one line at 60 frames a second, median", unit: "ms", values: [median(screen.line)], note: "a frame is 16.7 ms" },
      { name: "one line at 60 frames a second, 95th percentile", unit: "ms", values: [quantile(screen.line, 0.95)] },
      { name: `a block of ${LINES} lines at 60 frames a second, median`, unit: "ms", values: [median(screen.block)] },
      ...(await peers(bench, free.line)),
    ];
  },
};

/** @param ours milliseconds, without waiting for frames, as theirs are */
async function peers(bench: Bench, ours: readonly number[]): Promise<Row[]> {
  const { console: stock, jupyterLite } = await bench.peers();
  const rows: Row[] = [];
  for (const peer of [stock, jupyterLite]) {
    bench.log(`keys in ${peer.name}`);
    const times = await withVisitor(async (visitor) => {
      await peer.open(visitor);
      const lines: number[] = [];
      for (let line = 0; line < MIN_LINES; line += 1) {
        lines.push(...(await keysAt(peer, visitor, TEXT)));
        await deleteLine(visitor);
      }
      return lines;
    });
    rows.push(
      { name: `${peer.name}, one line, median`, unit: "ms", values: [median(times)], note: "until it is in the page; the frame that draws it comes after" },
      { name: `${peer.name}, one line, 95th percentile`, unit: "ms", values: [quantile(times, 0.95)] },
      { name: `ours / ${peer.name}, medians`, unit: "×", values: [median(ours) / median(times)] },
    );
  }
  return rows;
}

async function deleteLine(visitor: Visitor): Promise<void> {
  for (let key = 0; key < TEXT.length; key += 1) await visitor.press("Backspace");
}

/** Milliseconds, of each key. */
interface Keys {
  readonly line: readonly number[];
  /** Behind the cursor is text. */
  readonly within: readonly number[];
  readonly block: readonly number[];
}

async function measureKeys(page: Page, url: string, rounds: number): Promise<Keys> {
  const shell = await Shell.ready(page, url);
  const lines = async (type: () => Promise<number[]>): Promise<number[]> => {
    const times: number[] = [];
    for (let round = 0; round < Math.max(rounds, MIN_LINES); round += 1) {
      await shell.clear();
      times.push(...(await type()));
      await page.keyboard.press("Control+c");
    }
    return times;
  };
  const line = await lines(() => typed(shell, ">>> "));
  const within = await lines(async () => {
    await shell.draft("f()");
    await page.keyboard.press("ArrowLeft");
    return typed(shell, ">>> f\\(", "\\)");
  });
  await shell.clear();
  await draftBlock(shell);
  return { line, within, block: await typed(shell, "\\.\\.\\. +") };
}

/** Types a word key by key, between what matches `before` and `behind`. @returns how long each took (milliseconds) */
async function typed(shell: Shell, before: string, behind = ""): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < TEXT.length; at += 1) {
    const shown = shell.until({ screen: `^${before}${TEXT.slice(0, at + 1)}${behind}$` });
    await shell.page.keyboard.press(TEXT.charAt(at));
    times.push((await shown) - (await shell.lastInput()));
  }
  return times;
}

/** Leaves the cursor in the empty last line of a block. */
async function draftBlock(shell: Shell): Promise<void> {
  await shell.draft("def block():");
  for (let line = 1; line < LINES; line += 1) {
    await shell.page.keyboard.press("Enter");
    await shell.page.keyboard.insertText(`value_${line} = [${line}, "text"]`);
  }
  await shell.until({ screen: `value_${LINES - 1} = \\[${LINES - 1}, "text"\\]$` });
  await shell.page.keyboard.press("Enter");
}
