/** Holds Python where a test wants it: no key that would be typed, and no time that is too short on a slow machine, is needed to let it go on. */
import { createServer, type ServerResponse } from "node:http";
import { expect } from "@playwright/test";
import { listenOnLoopback } from "../../servers/listener.ts";
import { answerConsent } from "./consent.ts";
import type { Stage } from "./shared.ts";
import type { Shell } from "./shell.ts";
import { authority, startSite } from "./site.ts";

export class Gate {
  readonly #waiting: ServerResponse[] = [];
  #address = "";

  /** With the site, whose proxy may reach it; both end together. */
  async startSite(): Promise<Stage> {
    const server = await listenOnLoopback(createServer((_, response) => this.#waiting.push(response)));
    this.#address = authority(server);
    const site = await startSite(server);
    return { url: site.url, close: () => Promise.all([site.close(), server.stop()]) };
  }

  /** From now on Python waits where it calls `gate()`, which returns what it is told when it may go on. */
  async install(shell: Shell): Promise<void> {
    await shell.run("import urllib.request");
    await shell.run(`gate = lambda: urllib.request.urlopen('http://${this.#address}/').read().decode()`);
    await shell.begin("gate()");
    await answerConsent(shell.page, "Allow");
    await this.open();
    await shell.ready();
  }

  /** How often Python waits. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Python waits. */
  reached(): Promise<void> {
    return expect.poll(() => this.waiting).toBe(1);
  }

  /** Lets Python go on, once it waits. */
  async open(told = ""): Promise<void> {
    await this.reached();
    this.#waiting.pop()?.end(told);
  }

  /** Python has been interrupted where it waited. */
  forget(): void {
    this.#waiting.length = 0;
  }
}
