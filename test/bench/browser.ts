/** A browser that has never seen the page: a new process with an empty profile. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { QUIET } from "../browser/support/chromium.ts";

const STEP = 200;
const MOST_STEPS = 50;
/** Of processor time in one step; an idle browser takes less. */
const IDLE_SECONDS = 0.02;

/** Draws as soon as there is something to draw, as on a screen that is never waited for. */
export const NO_FRAME_LIMIT = ["--disable-frame-rate-limit", "--disable-gpu-vsync"];

/** Runs `use` with the only page of a new browser. */
export async function withColdBrowser<T>(use: (page: Page) => Promise<T>, flags: readonly string[] = []): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), "libcloud-repl-bench-"));
  const context = await chromium.launchPersistentContext(profile, { executablePath: executable(), args: [...QUIET, ...flags], viewport: { width: 1000, height: 600 } });
  try {
    await atRest(context);
    return await use(context.pages()[0] ?? (await context.newPage()));
  } finally {
    await context.close();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

export function executable(): string {
  return process.env["CHROMIUM"] ?? "/usr/bin/chromium";
}

async function atRest(context: BrowserContext): Promise<void> {
  const session = await context.browser()?.newBrowserCDPSession();
  if (session === undefined) return;
  await settled(() => session.send("SystemInfo.getProcessInfo"));
  await session.detach();
}

/** What the browser says of its processes; seconds. */
interface Processes {
  readonly processInfo: readonly { readonly cpuTime: number }[];
}

/**
 * Resolves when the browser has nothing to do any more. At its start it loads pages of its own (those behind the address
 * bar), which takes more processor time than what is measured here, and would weigh on whatever page comes first.
 */
export async function settled(ask: () => Promise<Processes>): Promise<void> {
  const used = async (): Promise<number> => (await ask()).processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  for (let step = 0, idle = 0, before = await used(); step < MOST_STEPS && idle < 2; step += 1) {
    await delay(STEP);
    const now = await used();
    idle = now - before < IDLE_SECONDS ? idle + 1 : 0;
    before = now;
  }
}
