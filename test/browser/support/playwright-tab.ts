import type { Page } from "@playwright/test";
import type { Tab } from "./tab.ts";

export class PlaywrightTab implements Tab {
  constructor(readonly page: Page) {}

  async goto(url: string): Promise<void> {
    await this.page.goto(url, { waitUntil: "commit" });
  }

  evaluate(expression: string): Promise<unknown> {
    return this.page.evaluate(expression);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  insert(text: string): Promise<void> {
    return this.page.keyboard.insertText(text);
  }

  click(x: number, y: number): Promise<void> {
    return this.page.mouse.click(x, y);
  }
}
