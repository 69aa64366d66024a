/** Runs axe in the page: the rules of WCAG 2.2, levels A and AA. */
import { expect, type Page } from "@playwright/test";
import axe, { type AxeResults, type RunOptions } from "axe-core";

const OPTIONS: RunOptions = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"] },
  resultTypes: ["violations"],
  iframes: false, // Python's, which nobody sees, and which lets nothing in
};

export interface AuditScheme {
  readonly name: string;
  readonly media: NonNullable<Parameters<Page["emulateMedia"]>[0]>;
  /** What the page shows then. */
  readonly theme: "dark" | "light" | "contrast";
}

const PLAIN = { contrast: "no-preference", forcedColors: "none" } as const;
const SCHEMES: readonly AuditScheme[] = [
  { name: "dark", media: { ...PLAIN, colorScheme: "dark" }, theme: "dark" },
  { name: "light", media: { ...PLAIN, colorScheme: "light" }, theme: "light" },
  { name: "contrast", media: { ...PLAIN, colorScheme: "dark", contrast: "more" }, theme: "contrast" },
];
/** The system's own few colours hold, whatever the page says (Windows calls that contrast themes). */
export const FORCED: readonly AuditScheme[] = [
  { name: "forced, dark", media: { colorScheme: "dark", contrast: "no-preference", forcedColors: "active" }, theme: "dark" },
  { name: "forced, light", media: { colorScheme: "light", contrast: "no-preference", forcedColors: "active" }, theme: "light" },
];
const WIDTHS: readonly number[] = [360, 1440];

export interface AuditOptions {
  readonly schemes?: readonly AuditScheme[];
  readonly widths?: readonly number[];
  /** Whether a script of the page says which theme holds; else its style sheet alone does. */
  readonly themed?: boolean;
}

/** A state of the page in all schemes and widths. @returns what is wrong: the state, the rule, and where */
export async function audit(page: Page, state: string, { schemes = SCHEMES, widths = WIDTHS, themed = true }: AuditOptions = {}): Promise<readonly string[]> {
  const found: string[] = [];
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe.source);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    for (const { name, media, theme } of schemes) {
      await page.emulateMedia(media);
      if (themed) await expect(page.locator("html")).toHaveAttribute("data-theme", theme);
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
