/** WebKitGTK's own browser, which selenium-webdriver drives by WebDriver. It has a window, so it has a display. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Builder, Capabilities, Key, Origin, type WebDriver } from "selenium-webdriver";
import { answers, freePort } from "../../../workers/local/ports.ts";
import { VIEWPORT } from "../../browser/support/chromium.ts";
import { inPage, keysOf } from "../../browser/support/tab.ts";
import type { Browser, BrowserTab, Engine } from "./engine.ts";
import { insertInPage } from "./insert.ts";
import { onPath } from "./path.ts";

const FIRST_PORT = 26_000;
/** Of the browser's window around the page. */
const FRAME = 100;
/** Between two looks whether the driver, which does not say so, listens (milliseconds). */
const PAUSE = 20;
/** A browser starts and ends within a few seconds, at high load within ten or twenty (milliseconds). */
const START = 40_000;
const ATTEMPTS = 3;
/** Milliseconds; tests have limits of their own. */
const TIMEOUT = 600_000;

/** Shared memory is behind a switch in WebKitGTK, but not in Safari. */
const SETTINGS = { JSC_useSharedArrayBuffer: "1", GDK_BACKEND: "x11", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1" };

/** WebKit says of every graphics processor that it is "Apple GPU"; what that draws cannot be read. */
const ARGUMENTS = ["--automation", "--enable-webgl=false"];

export const WebKit: Engine = {
  find: () =>
    onPath("WebKitWebDriver") === null || onPath("Xvfb") === null
      ? { found: false, missing: "WebKitGTK or a display for it is not on this machine (Debian: apt-get install webkit2gtk-driver xvfb)" }
      : { found: true },
  keepsProfiles: false, // what is driven has all its storage in memory

  async launch(index): Promise<Browser> {
    const display = await startDisplay();
    const open = (): Promise<WebKitTab> => openTab(display, FIRST_PORT + 100 * index);
    const first = await open();
    const opened = [first];
    return {
      version: first.version,
      newTab: async () => opened.pop() ?? open(),
      close: async () => {
        for (const tab of opened) await tab.close();
        await end(display.process, "SIGTERM");
      },
    };
  },
};

/** In a browser of its own, with a profile of its own: a driver keeps one at a time. Now and then one hangs while it starts. */
async function openTab(display: Display, firstPort: number): Promise<WebKitTab> {
  for (let attempt = 1; ; attempt += 1) {
    const server = await startDriver(display, await freePort(firstPort));
    const tab = await within(START, connect(server));
    if (tab !== null) return tab;
    await end(server.process, "SIGKILL");
    if (attempt === ATTEMPTS) throw new Error(`WebKit did not start in ${START} ms, ${ATTEMPTS} times`);
    console.log("WebKit hung while it started; trying again");
  }
}

interface DriverServer {
  readonly url: string;
  readonly process: ChildProcess;
}

async function startDriver(display: Display, port: number): Promise<DriverServer> {
  const env = { ...process.env, ...SETTINGS, DISPLAY: display.name };
  const server = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", detached: true, env });
  while (!(await answers("127.0.0.1", port))) await setTimeout(PAUSE);
  return { url: `http://127.0.0.1:${port}`, process: server };
}

async function connect(server: DriverServer): Promise<WebKitTab> {
  const capabilities = new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { args: ARGUMENTS } });
  const driver = await new Builder().usingServer(server.url).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: TIMEOUT, pageLoad: TIMEOUT });
  await driver.manage().window().setRect({ x: 0, y: 0, width: VIEWPORT.width + FRAME, height: VIEWPORT.height + FRAME });
  const version: unknown = (await driver.getCapabilities()).get("browserVersion");
  return new WebKitTab(driver, server.process, String(version));
}

/** What `work` comes to, or null when it takes longer than `milliseconds`. */
async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  work.catch(() => undefined); // what hung fails when it is ended, and nobody waits for it any more
  const timer = new AbortController();
  try {
    return await Promise.race([work, setTimeout(milliseconds, null, { signal: timer.signal })]);
  } finally {
    timer.abort();
  }
}

class WebKitTab implements BrowserTab {
  /** WebDriver does not tell. */
  readonly errors: string[] = [];
  readonly #driver: WebDriver;
  readonly #server: ChildProcess;

  constructor(driver: WebDriver, server: ChildProcess, readonly version: string) {
    this.#driver = driver;
    this.#server = server;
  }

  goto(url: string): Promise<void> {
    return this.#driver.get(url);
  }

  async evaluate(expression: string): Promise<unknown> {
    const script = `const done = arguments[0]; (async () => ${expression})().then((value) => done({ value }), (error) => done({ error: String(error) }))`;
    const outcome = await this.#driver.executeAsyncScript<{ readonly value?: unknown; readonly error?: string }>(script);
    if (outcome.error !== undefined) throw new Error(outcome.error);
    return outcome.value;
  }

  async press(chord: string): Promise<void> {
    const keys = keysOf(chord).map(codeOf);
    const actions = this.#driver.actions();
    for (const key of keys) actions.keyDown(key);
    for (const key of keys.toReversed()) actions.keyUp(key);
    await actions.perform();
  }

  async insert(text: string): Promise<void> {
    await inPage(this, insertInPage, text);
  }

  async click(x: number, y: number): Promise<void> {
    await this.#driver.actions().move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT }).click().perform();
  }

  async close(): Promise<void> {
    await within(START, this.#driver.quit());
    await end(this.#server, "SIGKILL");
  }
}

/** WebDriver's code of a key, which Playwright and puppeteer call as `KeyboardEvent.key` does. */
function codeOf(name: string): string {
  const codes: Readonly<Record<string, string>> = {
    Enter: Key.ENTER,
    Escape: Key.ESCAPE,
    Tab: Key.TAB,
    Home: Key.HOME,
    Backspace: Key.BACK_SPACE,
    Control: Key.CONTROL,
    Shift: Key.SHIFT,
    Alt: Key.ALT,
    ArrowUp: Key.ARROW_UP,
    ArrowDown: Key.ARROW_DOWN,
    ArrowLeft: Key.ARROW_LEFT,
    ArrowRight: Key.ARROW_RIGHT,
  };
  return codes[name] ?? name;
}

interface Display {
  readonly name: string;
  readonly process: ChildProcess;
}

/** The server says its display's number when it accepts connections. */
async function startDisplay(): Promise<Display> {
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"], detached: true });
  const [number]: unknown[] = await once(server.stdout, "data");
  return { name: `:${String(number).trim()}`, process: server };
}

/** With what it has started, which is in its process group: the browser of a driver that hangs would outlive that. */
async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  process.kill(-child.pid, signal);
  await ended;
}
