/** A person's browser, which can be ended and started again, and remembers. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { launchOptions, VIEWPORT } from "./chromium.ts";

export class Profile {
  #context: BrowserContext | null = null;

  private constructor(readonly folder: string) {}

  static async create(): Promise<Profile> {
    return new Profile(await mkdtemp(join(tmpdir(), "libcloud-repl-profile-")));
  }

  /** Starts the browser. */
  async open(): Promise<Page> {
    this.#context = await chromium.launchPersistentContext(this.folder, { ...launchOptions, viewport: VIEWPORT });
    return this.#context.pages()[0] ?? this.#context.newPage();
  }

  /** Ends the browser. */
  async end(): Promise<void> {
    await this.#context?.close();
    this.#context = null;
  }

  async remove(): Promise<void> {
    await this.end();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
