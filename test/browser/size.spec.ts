/** What is fetched before the prompt keeps to its budget, which `npm run bench -- --check` holds, too. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { readBudgets } from "../bench/budgets.ts";
import { arrived, wireBytes } from "../bench/wire.ts";
import { dist } from "./support/project.ts";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

test("the bytes before the prompt keep to their budget", async ({ page }) => {
  const site = await StaticSite.start();
  site.hold("/image/library", 0); // it comes behind the prompt, and on loopback so soon that it would be counted
  const shell = new Shell(page);
  await shell.visit(site.url);
  await shell.ready();
  const paths = new Set(await page.evaluate(arrived));
  const sizes = await Promise.all([...paths].map(async (path) => wireBytes(path, await readFile(join(dist, path === "/" ? "index.html" : path)).catch(() => new Uint8Array()))));
  const budget = readBudgets().get("bytes")?.get("until the prompt");
  const megabytes = sizes.reduce((sum, size) => sum + size, 0) / 1e6;
  expect([...paths].filter((path) => /\/image\/(?:wasm|snapshot)-/.test(path))).toHaveLength(2);
  expect(budget !== undefined && "atMost" in budget ? megabytes / budget.atMost : Number.NaN).toBeLessThan(1);
  await site.close();
});
