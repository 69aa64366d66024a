/** WebKitGTK's own browser, which selenium-webdriver drives by WebDriver. It has a window, so it has a display. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { Builder, Capabilities, Key, Origin, type WebDriver } from "selenium-webdriver";
import { answers, freePort } from "../../../workers/local/ports.ts";
import { VIEWPORT } from "../../browser/support/chromium.ts";
import { inPage } from "../../browser/support/tab.ts";
import type { Browser, BrowserTab, Engine } from "./engine.ts";
import { insertInPage } from "./insert.ts";
import { onPath } from "./path.ts";

const FIRST_PORT = 26_000;
/** Of the browser's window around the page. */
const FRAME = 100;
/** Between two looks whether the driver listens (milliseconds). */
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
    const port = await freePort(FIRST_PORT + 100 * index);
    const driver = spawn("WebKitWebDriver", [`--port=${port}`], { stdio: "ignore", env: { ...process.env, ...SETTINGS, DISPLAY: display.name } });
    const close = (): Promise<void> => end(driver).then(() => end(display.process));
    try {
      await listening(port);
      // The driver keeps one browser at a time; each has a profile of its own.
      const first = await open(port);
      const version = (await first.getCapabilities()).get("browserVersion") as string;
      await first.quit();
      return { version, newTab: async () => new WebKitTab(await open(port)), close };
    } catch (error) {
      await close();
      throw error;
    }
  },
};

async function open(port: number): Promise<WebDriver> {
  const capabilities = new Capabilities({ browserName: "MiniBrowser", "webkitgtk:browserOptions": { args: ARGUMENTS } });
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: TIMEOUT, pageLoad: TIMEOUT });
  await driver.manage().window().setRect({ x: 0, y: 0, width: VIEWPORT.width + FRAME, height: VIEWPORT.height + FRAME });
  return driver;
}

class WebKitTab implements BrowserTab {
  /** WebDriver does not tell. */
  readonly errors: string[] = [];
  readonly #driver: WebDriver;

  constructor(driver: WebDriver) {
    this.#driver = driver;
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
    const keys = chord.split("+").map(keyOf);
    const actions = this.#driver.actions();
    for (const key of keys) actions.keyDown(key);
    for (const key of keys.reverse()) actions.keyUp(key);
    await actions.perform();
  }

  async insert(text: string): Promise<void> {
    await inPage(this, insertInPage, text);
  }

  async click(x: number, y: number): Promise<void> {
    await this.#driver.actions().move({ x: Math.round(x), y: Math.round(y), origin: Origin.VIEWPORT }).click().perform();
  }

  close(): Promise<void> {
    return this.#driver.quit();
  }
}

/** WebDriver's code of a key, which Playwright and puppeteer call as `KeyboardEvent.key` does. */
function keyOf(name: string): string {
  const codes: Readonly<Record<string, string>> = {
    Enter: Key.ENTER,
    Escape: Key.ESCAPE,
    Tab: Key.TAB,
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

/** The driver does not say when it accepts connections. */
async function listening(port: number): Promise<void> {
  while (!(await answers("127.0.0.1", port))) await setTimeout(PAUSE);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, "exit");
  child.kill();
  await ended;
}
