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
        await end(display.process);
      },
    };
  },
};

/** In a browser of its own, with a profile of its own: a driver keeps one at a time. */
async function openTab(display: Display, firstPort: number): Promise<WebKitTab> {
  const port = await freePort(firstPort);
  const server = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env: { ...process.env, ...SETTINGS, DISPLAY: display.name } });
  while (!(await answers("127.0.0.1", port))) await setTimeout(PAUSE);
  const capabilities = new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { args: ARGUMENTS } });
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: TIMEOUT, pageLoad: TIMEOUT });
  await driver.manage().window().setRect({ x: 0, y: 0, width: VIEWPORT.width + FRAME, height: VIEWPORT.height + FRAME });
  const version: unknown = (await driver.getCapabilities()).get("browserVersion");
  return new WebKitTab(driver, server, String(version));
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
    await this.#driver.quit();
    await end(this.#server);
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
  const server = spawn("Xvfb", ["-displayfd", "1", "-screen", "0", "1600x1400x24", "-nolisten", "tcp"], { stdio: ["ignore", "pipe", "ignore"] });
  const [number]: unknown[] = await once(server.stdout, "data");
  return { name: `:${String(number).trim()}`, process: server };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}
