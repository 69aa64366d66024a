/** What is fetched before the prompt, and behind it, keeps to its budget, which `npm run bench -- --check` holds, too. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, type Page } from "@playwright/test";
import { readBudgets } from "../bench/budgets.ts";
import { arrived, wireBytes } from "../bench/wire.ts";
import { dist } from "./support/project.ts";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

test("the bytes before the prompt, and all that come by themselves, keep to their budgets", async ({ page }) => {
  const site = await StaticSite.start();
  const release = site.hold("/image/cold", 0); // with the library behind it it comes behind the prompt, and on loopback so soon that it would be counted
  const shell = new Shell(page);
  await shell.visit(site.url);
  await shell.ready();
  const before = await download(page);
  expect(before.paths.filter((path) => /\/image\/(?:wasm|snapshot)-/.test(path))).toHaveLength(2);
  expect(before.megabytes / budget("until the prompt")).toBeLessThan(1);
  release();
  await expect.poll(async () => (await download(page)).paths.filter((path) => path.includes("/image/library-"))).toHaveLength(1);
  const all = await download(page);
  expect(all.megabytes).toBeGreaterThan(before.megabytes + 1);
  expect(all.megabytes / (budget("until the prompt") + budget("after it"))).toBeLessThan(1);
  await site.close();
});

/** Megabytes; no number where there is none, which no comparison survives. */
function budget(row: string): number {
  const found = readBudgets().get("bytes")?.get(row);
  return found !== undefined && "atMost" in found ? found.atMost : Number.NaN;
}

/** What has come, and what it was on the wire. */
async function download(page: Page): Promise<{ readonly paths: readonly string[]; readonly megabytes: number }> {
  const paths = [...new Set(await page.evaluate(arrived))];
  const sizes = await Promise.all(paths.map(async (path) => wireBytes(path, await readFile(join(dist, path === "/" ? "index.html" : path)).catch(() => new Uint8Array()))));
  return { paths, megabytes: sizes.reduce((sum, size) => sum + size, 0) / 1e6 };
}
