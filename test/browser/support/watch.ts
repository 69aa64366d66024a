import type { Page } from "@playwright/test";

/** What a page did that its user does not see. */
export class Watch {
  /** Console errors and uncaught exceptions. */
  readonly errors: string[] = [];
  /** URLs of everything that was requested, by the page and by what is in it, unless a policy held it back. */
  readonly requests: string[] = [];

  constructor(page: Page) {
    page.on("console", (message) => message.type() === "error" && this.errors.push(message.text()));
    page.on("pageerror", (error) => this.errors.push(String(error.stack ?? error)));
    page.on("request", (request) => this.requests.push(request.url()));
    page.on("requestfailed", (request) => {
      if (request.failure()?.errorText === "csp") this.requests.splice(this.requests.lastIndexOf(request.url()), 1);
    });
  }

  /** Origins that were asked over the network. */
  get origins(): string[] {
    const urls = this.requests.filter((url) => /^(https?|wss?):/.test(url));
    return [...new Set(urls.map((url) => new URL(url).origin))].sort();
  }
}
