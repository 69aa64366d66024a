/** Going to a page that may itself be loaded anew at once, or come from a service worker. */
import { expect } from "@playwright/test";
import { watchInput } from "../../browser/support/screen.ts";
import { inPage, type Tab } from "../../browser/support/tab.ts";

/**
 * Goes there from within the page, and waits for its isolated document. Not by the driver: that waits for a document which the page
 * itself replaces, and Firefox's does not hear of one that a service worker hands out when the host is gone.
 */
export async function travel(tab: Tab, url: string): Promise<void> {
  await inPage(tab, departInPage, url);
  // Between two documents there is none to look into.
  await expect.poll(() => inPage(tab, hasArrived).catch(() => false), { timeout: 40_000 }).toBe(true);
  await watchInput(tab);
}

/** Later: the call has to return from the document that is left. */
function departInPage(url: string): void {
  document.documentElement.dataset["left"] = "";
  setTimeout(() => (location.href = url));
}

function hasArrived(): boolean {
  return !("left" in document.documentElement.dataset) && crossOriginIsolated && document.querySelector(".xterm-helper-textarea") !== null;
}
