/** Nothing on the page moves while it boots, on a phone, a tablet and a desk. https://wicg.github.io/layout-instability/ */
import { expect, test } from "@playwright/test";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

let site: StaticSite;

test.beforeAll(async () => {
  site = await StaticSite.start({ clouds: [] });
});
test.afterAll(() => site.close());

for (const [width, height] of [[360, 640], [768, 1024], [1440, 900]] as const) {
  for (const colorScheme of ["dark", "light"] as const) {
    test(`nothing moves at ${width} px in the ${colorScheme} theme`, async ({ browser }) => {
      const context = await browser.newContext({ viewport: { width, height }, colorScheme, hasTouch: width < 1000 });
      const page = await context.newPage();
      await page.addInitScript(() => {
        const shifts: unknown[] = [];
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry): unknown => entry.toJSON()))).observe({ type: "layout-shift", buffered: true });
        Reflect.set(globalThis, "shifts", shifts);
      });
      const shell = await Shell.open(page, site.url);
      // What comes behind the prompt: the search, and the light of the proxy.
      await page.locator(".search-bar").waitFor({ state: "attached" });
      await expect(page.locator("#proxy")).toContainText("Proxy");
      expect(await shell.run("6 * 7")).toBe("42");
      const shifts = (): Promise<unknown> => page.evaluate(() => Reflect.get(globalThis, "shifts"));
      expect(await shifts()).toEqual([]);
      // Had anything moved, it would have been seen.
      await page.evaluate(() => document.body.prepend(Object.assign(document.createElement("p"), { textContent: "above all" })));
      await expect.poll(shifts).not.toEqual([]);
      await context.close();
    });
  }
}
