/** What a visitor downloads until the prompt, and what until the first statement has run. */
import { withColdBrowser } from "../browser.ts";
import type { Bench, Part } from "../part.ts";
import type { Row } from "../report.ts";
import { Shell } from "../shell.ts";
import { arrived, wireBytes } from "../wire.ts";

/** Long enough for any statement that does not wait for a file that never comes; milliseconds. */
const PATIENCE = 3000;

interface Download {
  readonly path: string;
  /** As a static host sends it: text with gzip -9, the rest as it is. */
  readonly bytes: number;
}

export const bytes: Part = {
  name: "bytes",
  title: "Bytes on the wire (text as gzip -9, .bin files as they are)",
  measure: async (bench) => {
    const url = await bench.page();
    // On loopback everything is there at once. So the library is held back, to see what can be done without it.
    const release = bench.site.hold("/image/library-");
    return withColdBrowser(async (page) => {
      const { shell } = await Shell.open(page, url);
      await shell.until({ screen: "^>>>" });
      const prompt = await downloads(bench, await page.evaluate(arrived));
      await shell.type("print('first', 'statement')");
      const ran = shell.until({ screen: "^first statement$" });
      const alone = await Promise.race([ran.then(() => true), new Promise((resolve) => setTimeout(() => resolve(false), PATIENCE))]);
      release();
      await ran;
      await page.waitForFunction(() => performance.getEntriesByType("resource").some(({ name, duration }) => name.includes("/image/library-") && duration > 0));
      const all = await downloads(bench, await page.evaluate(arrived));
      return rows(prompt, all, alone === true);
    }).finally(release);
  },
};

function rows(prompt: readonly Download[], all: readonly Download[], statementRanAlone: boolean): Row[] {
  const later = all.filter(({ path }) => !prompt.some((download) => download.path === path));
  const note = statementRanAlone ? "the first statement did not wait for these" : "the first statement waits for these";
  return [
    { name: "until the prompt", unit: "MB", values: [megabytes(prompt)], target: { atMost: 12 } },
    ...prompt.map(row),
    { name: "after it", unit: "MB", values: [megabytes(later)], note },
    ...later.map(row),
    { name: "until the first statement's result", unit: "MB", values: [megabytes(statementRanAlone ? prompt : all)] },
  ];
}

function row({ path, bytes: size }: Download): Row {
  return { name: `  ${path}`, unit: "kB", values: [size / 1000] };
}

function megabytes(list: readonly Download[]): number {
  return list.reduce((sum, { bytes: size }) => sum + size, 0) / 1e6;
}

function downloads({ site }: Bench, paths: readonly string[]): Promise<Download[]> {
  return Promise.all([...new Set(paths)].map(async (path) => ({ path, bytes: wireBytes(path, await site.content(path)) })));
}
