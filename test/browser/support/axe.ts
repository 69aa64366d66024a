/** Runs axe in the page: the rules of WCAG 2.2, levels A and AA. */
import type { Page } from "@playwright/test";
import axe, { type AxeResults, type RunOptions } from "axe-core";

const OPTIONS: RunOptions = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
  resultTypes: ["violations"],
  iframes: false, // Python's, which nobody sees, and which lets nothing in
};
const SCHEMES = [
  { name: "dark", colorScheme: "dark", contrast: "no-preference" },
  { name: "light", colorScheme: "light", contrast: "no-preference" },
  { name: "contrast", colorScheme: "dark", contrast: "more" },
] as const;
const WIDTHS = [360, 1440] as const;

/** A state of the page in all schemes and widths. @returns what is wrong: the state, the rule, and where */
export async function audit(page: Page, state: string): Promise<readonly string[]> {
  const found: string[] = [];
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    for (const { name, ...media } of SCHEMES) {
      await page.emulateMedia(media);
      await page.waitForFunction((scheme) => document.documentElement.dataset["theme"] === scheme, name);
      found.push(...(await violations(page)).map((problem) => `${state}, ${name}, ${width}: ${problem}`));
    }
  }
  return found;
}

export async function violations(page: Page): Promise<readonly string[]> {
  const results = await page.evaluate(async (options) => {
    const { axe: inPage } = globalThis as unknown as { readonly axe: { run(node: Document, options: unknown): Promise<AxeResults> } };
    return (await inPage.run(document, options)).violations;
  }, OPTIONS);
  return results.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} at ${target.join(" ")}: ${failureSummary ?? ""}`));
}
