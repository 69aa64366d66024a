import type { Locator, Page } from "@playwright/test";

export function consentDialog(page: Page): Locator {
  return page.locator("dialog.consent[open]");
}

/** Waits for the question, and answers it. */
export async function answerConsent(page: Page, answer: "Allow" | "Deny"): Promise<void> {
  await consentDialog(page)
    .getByRole("button", { name: new RegExp(`^${answer}`) })
    .click();
}
