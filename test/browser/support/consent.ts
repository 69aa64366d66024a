import type { Locator, Page } from "@playwright/test";
import { PlaywrightTab } from "./playwright-tab.ts";
import { readScreen } from "./screen.ts";

/** Milliseconds. */
const TIMEOUT = 40_000;

export function consentDialog(page: Page): Locator {
  return page.locator("dialog.consent[open]");
}

/** Waits for the question, and answers it. @throws Error with the screen when it does not come */
export async function answerConsent(page: Page, answer: "Allow" | "Deny"): Promise<void> {
  const button = consentDialog(page).getByRole("button", { name: new RegExp(`^${answer}`) });
  await button.waitFor({ timeout: TIMEOUT }).catch(async () => {
    throw new Error(`No question came in ${TIMEOUT} ms:\n${await readScreen(new PlaywrightTab(page))}`);
  });
  await button.click();
}
