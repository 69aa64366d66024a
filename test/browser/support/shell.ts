/** The prompt in a page of Playwright's, which can do more than other engines' tabs. */
import { expect, type Page } from "@playwright/test";
import { PlaywrightTab } from "./playwright-tab.ts";
import { Prompt } from "./prompt.ts";
import { watchInput } from "./screen.ts";
import { Watch } from "./watch.ts";

export class Shell extends Prompt {
  readonly watch: Watch;

  constructor(readonly page: Page) {
    super(new PlaywrightTab(page));
    this.watch = new Watch(page);
  }

  /** Navigates and waits for the prompt. */
  static open(page: Page, url: string): Promise<Shell> {
    return new Shell(page).open(url);
  }

  /** A page that first reloads itself, to be isolated, is waited for, too. */
  override async visit(url: string): Promise<void> {
    await this.tab.goto(url);
    await this.page.locator(".xterm-helper-textarea").waitFor({ state: "attached" });
    await watchInput(this.tab);
  }

  /** Waits until the page has drawn twice: what was there to be drawn is on the screen then. */
  async twoFrames(): Promise<void> {
    await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }

  /** Waits until keys go to the terminal again, behind a dialog. */
  async focused(): Promise<void> {
    await expect(this.page.locator(".session:not([hidden]) .xterm-helper-textarea")).toBeFocused();
  }
}
