import { expect, type Locator, type Page } from "@playwright/test";

export function consentDialog(page: Page): Locator {
  return page.locator("dialog.consent[open]");
}

/** Waits for the question, and answers it. */
export async function answerConsent(page: Page, answer: "Allow" | "Deny"): Promise<void> {
  const dialog = consentDialog(page);
  await dialog.getByRole("button", { name: new RegExp(`^${answer}`) }).click();
  await expect(dialog).toHaveCount(0);
}
