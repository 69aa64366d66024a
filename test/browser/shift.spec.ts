/** Nothing on the page moves while it boots, on a phone, a tablet and a desk. https://wicg.github.io/layout-instability/ */
import { expect, test } from "@playwright/test";
import { Shell } from "./support/shell.ts";
import { StaticSite } from "./support/static-site.ts";

const SIZES = [[360, 640], [768, 1024], [1440, 900]] as const;

/** A host that isolates the page, and one whose page is loaded a second time for that. */
const HOSTS = { "a host with isolation headers": true, "a plain host": false } as const;

for (const [host, isolate] of Object.entries(HOSTS)) {
  test.describe(host, () => {
    let site: StaticSite;
    test.beforeAll(async () => {
      site = await StaticSite.start({ clouds: [], isolate });
    });
    test.afterAll(() => site.close());

    for (const [width, height] of SIZES) {
      for (const colorScheme of ["dark", "light"] as const) {
        test(`nothing moves at ${width} px in the ${colorScheme} theme`, async ({ browser }) => {
          const context = await browser.newContext({ viewport: { width, height }, colorScheme, hasTouch: width < 1000 });
          const page = await context.newPage();
          const shifts: { readonly at: number }[] = []; // of both documents, where there are two
          await page.exposeFunction("onShift", (shift: { readonly at: number }) => void shifts.push(shift));
          await page.addInitScript(reportShifts);
          const shell = await Shell.open(page, site.url);
          // What comes behind the prompt: the search, and the light of the proxy.
          await page.locator(".search-bar").waitFor({ state: "attached" });
          await expect(page.locator("#proxy")).toContainText("Proxy");
          expect(await shell.run("6 * 7")).toBe("42");
          expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
          // Had anything moved, it would have been seen, as this is, and told before this.
          const end = await page.evaluate(() => {
            document.body.prepend(Object.assign(document.createElement("p"), { textContent: "above all" }));
            return performance.timeOrigin + performance.now();
          });
          await expect.poll(() => shifts.some(({ at }) => at >= end)).toBe(true);
          expect(shifts.filter(({ at }) => at < end)).toEqual([]);
          await context.close();
        });
      }
    }
  });
}

/** In the page. Times are milliseconds since 1970, since each document has its own beginning. */
function reportShifts(): void {
  const tell: unknown = Reflect.get(globalThis, "onShift");
  if (window !== top || typeof tell !== "function") return;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) tell({ ...entry.toJSON(), at: performance.timeOrigin + entry.startTime });
  }).observe({ type: "layout-shift", buffered: true });
}
