/**
 * Somebody who opens a page in a browser that has never seen it, and whom nobody watches. Playwright looks at every frame and every
 * worker, and each stops for it at its start: a page with a frame and a worker of its own would be measured with those stops.
 * Here the protocol is spoken with the page alone.
 */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import CDP from "chrome-remote-interface";
import { QUIET } from "../browser/support/chromium.ts";
import { executable, settled } from "./browser.ts";
import { installProbe, type Condition } from "./probe.ts";

const START_MILLISECONDS = 30_000;

/** Runs `use` with the only page of a new browser. */
export function withVisitor<T>(use: (visitor: Visitor) => Promise<T>): Promise<T> {
  return withProfile((profile) => visitWith(profile, use));
}

/** Runs `use` with the folder of an empty profile. */
export async function withProfile<T>(use: (profile: string) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), "libcloud-repl-visitor-"));
  try {
    return await use(profile);
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs `use` with the only page of a browser process of its own. */
export async function visitWith<T>(profile: string, use: (visitor: Visitor) => Promise<T>): Promise<T> {
  await rm(join(profile, "DevToolsActivePort"), { force: true }); // of the process before
  const flags = ["--headless", "--remote-debugging-port=0", `--user-data-dir=${profile}`, "--window-size=1000,600", ...QUIET];
  const browser = spawn(executable(), [...flags, "about:blank"], { stdio: "ignore" });
  try {
    return await visit(await portOf(profile), use);
  } finally {
    await end(browser);
  }
}

async function visit<T>(port: number, use: (visitor: Visitor) => Promise<T>): Promise<T> {
  const { webSocketDebuggerUrl } = await CDP.Version({ port });
  const browser = await CDP({ port, target: webSocketDebuggerUrl });
  const page = await CDP({ port, target: (targets) => targets.findIndex(({ type }) => type === "page") });
  try {
    await settled(() => browser.SystemInfo.getProcessInfo());
    return await use(new Visitor(page, browser));
  } finally {
    await Promise.all([page.close(), browser.close()]);
  }
}

/** The browser writes into its profile where it listens. */
async function portOf(profile: string): Promise<number> {
  for (const begin = performance.now(); performance.now() - begin < START_MILLISECONDS; await delay(20)) {
    const text = await readFile(join(profile, "DevToolsActivePort"), "utf8").catch(() => "");
    if (text.includes("\n")) return Number.parseInt(text, 10);
  }
  throw new Error("the browser does not start");
}

async function end(browser: ChildProcess): Promise<void> {
  if (browser.exitCode !== null) return;
  browser.kill();
  await once(browser, "exit");
}

const KEYS: Readonly<Record<string, object>> = {
  Enter: { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r" },
  "Shift+Enter": { key: "Enter", code: "Enter", windowsVirtualKeyCode: 13, text: "\r", modifiers: 8 },
  Backspace: { key: "Backspace", code: "Backspace", windowsVirtualKeyCode: 8 },
  "Control+l": { key: "l", code: "KeyL", windowsVirtualKeyCode: 76, modifiers: 2 },
};

/** In the page: where to click, when the element is there. */
function middleOf(selector: string): Promise<number[]> {
  return new Promise((resolve) => {
    const look = (): void => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      if (box === undefined || box.width === 0) requestAnimationFrame(look);
      else resolve([box.x + box.width / 2, box.y + box.height / 2]);
    };
    look();
  });
}

export class Visitor {
  constructor(
    readonly page: CDP.Client,
    readonly browser: CDP.Client,
  ) {}

  /** The ids of the processes that pages, frames and workers run in. */
  async renderers(): Promise<readonly number[]> {
    const { processInfo } = await this.browser.SystemInfo.getProcessInfo();
    return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
  }

  /** Resolves when the page's document begins to come. */
  async navigate(url: string): Promise<void> {
    const { errorText } = await this.page.Page.navigate({ url });
    if (errorText !== undefined) throw new Error(`${url}: ${errorText}`);
    await this.evaluate(`(${String(installProbe)})()`);
  }

  /** The value of an expression in the page, or what its promise resolves with. @throws Error where it throws */
  async evaluate(expression: string): Promise<unknown> {
    const { result, exceptionDetails } = await this.page.Runtime.evaluate({ expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  }

  /** Waits for one condition after the other. @returns when each was met, in seconds since the navigation */
  async stages(conditions: readonly Condition[]): Promise<number[]> {
    const times = await this.evaluate(`benchProbe.until(${JSON.stringify(conditions)})`);
    return Array.isArray(times) ? times.map((time) => Number(time) / 1000) : [];
  }

  /** Types a line without waiting for anything. */
  async enter(line: string): Promise<void> {
    await this.insertText(line);
    await this.press("Enter");
  }

  insertText(text: string): Promise<void> {
    return this.page.Input.insertText({ text });
  }

  /** @param name a character, or a key of KEYS. @throws Error for any other */
  async press(name: string): Promise<void> {
    const key = KEYS[name] ?? (name.length === 1 ? { key: name, text: name, windowsVirtualKeyCode: name.toUpperCase().charCodeAt(0) } : undefined);
    if (key === undefined) throw new Error(`the visitor cannot press ${name}`);
    await this.page.Input.dispatchKeyEvent({ type: "keyDown", ...key });
    await this.page.Input.dispatchKeyEvent({ type: "keyUp", ...key });
  }

  /** Waits for the element. */
  async click(selector: string): Promise<void> {
    const [x = 0, y = 0] = (await this.evaluate(`(${String(middleOf)})(${JSON.stringify(selector)})`)) as number[];
    const where = { x, y, button: "left", clickCount: 1 } as const;
    await this.page.Input.dispatchMouseEvent({ type: "mousePressed", ...where });
    await this.page.Input.dispatchMouseEvent({ type: "mouseReleased", ...where });
  }
}
