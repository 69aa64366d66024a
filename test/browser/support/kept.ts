import { expect, type Page } from "@playwright/test";

/** Waits until the browser keeps the site. */
export async function untilKept(page: Page): Promise<void> {
  await expect.poll(() => activeWorker(page), { timeout: 30_000 }).toBe("sw.js activated");
}

/** The name and the state of the service worker that is active for the page's folder. */
export function activeWorker(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const active = (await navigator.serviceWorker.getRegistration())?.active;
    return active == null ? "none" : `${active.scriptURL.split("/").at(-1)} ${active.state}`;
  });
}
