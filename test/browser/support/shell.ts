/** Drives the prompt as a user does, by keys, and reads what is on the screen. */
import type { Page } from "@playwright/test";
import { readScreen, untilScreen, watchInput, type Seen, type Wanted } from "./screen.ts";
import { Watch } from "./watch.ts";

/** The last row is a prompt with nothing behind it. */
export const PROMPT = /(?:^|\n)>>>$/;
const COLUMNS = 130;

export class Shell {
  readonly watch: Watch;

  constructor(readonly page: Page) {
    this.watch = new Watch(page);
  }

  /** Navigates and waits for the prompt. */
  static async open(page: Page, url: string): Promise<Shell> {
    const shell = new Shell(page);
    await shell.visit(url);
    await shell.ready();
    return shell;
  }

  /** Navigates; keys can be pressed then. */
  async visit(url: string): Promise<void> {
    await this.page.goto(url, { waitUntil: "commit" });
    await this.page.locator(".xterm-helper-textarea").waitFor({ state: "attached" });
    await watchInput(this.page);
  }

  /** All rows as one line: the terminal wraps what is longer, anywhere, and cuts blanks at a row's end. */
  async joined(): Promise<string> {
    return (await this.screen()).replaceAll("\n", "");
  }

  screen(): Promise<string> {
    return readScreen(this.page);
  }

  until(screen: RegExp, options: Omit<Wanted, "screen"> = {}): Promise<Seen> {
    return untilScreen(this.page, { screen, ...options });
  }

  /** Waits for an empty prompt. */
  ready(timeout = 20_000): Promise<Seen> {
    return this.until(PROMPT, { status: "ready", timeout });
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  /** Text, without Enter. */
  insert(text: string): Promise<void> {
    return this.page.keyboard.insertText(text);
  }

  /** Types a line, with Enter, and waits for nothing. */
  async enter(line: string): Promise<void> {
    await this.insert(line);
    await this.press("Enter");
  }

  /** Pastes text, as a clipboard does. */
  async paste(text: string): Promise<void> {
    await this.page.locator(".session:not([hidden]) .xterm-helper-textarea").evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", pasted);
      element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** An empty screen with a prompt in its first row. */
  async clear(): Promise<void> {
    await this.ready();
    await this.press("Control+l");
    await this.until(/^>>>$/, { status: "ready" });
  }

  /** Enters a line at an empty screen and waits for nothing. */
  async begin(line: string): Promise<void> {
    fits(line);
    await this.clear();
    await this.insert(line);
    // Or the prompt that is waited for next could be the one before the line.
    await this.until(/^(?!>>>$)/);
    await this.press("Enter");
  }

  /** Runs a line to its end. @returns what it printed */
  async run(line: string, timeout?: number): Promise<string> {
    await this.begin(line);
    return after((await this.ready(timeout)).text, 1);
  }

  /** Pastes a program and runs it to its end. @returns what it printed */
  async exec(program: string, timeout?: number): Promise<string> {
    const lines = dedent(program);
    await this.beginProgram(lines);
    return after((await this.ready(timeout)).text, lines.length);
  }

  /** Pastes a program and waits for nothing. */
  async beginProgram(program: string | readonly string[]): Promise<void> {
    const lines = typeof program === "string" ? dedent(program) : program;
    for (const line of lines) fits(line);
    await this.clear();
    await this.paste(`${lines.join("\n")}\n`);
    await this.until(/^(?!>>>$)/);
  }

  /** Ctrl-C. @returns milliseconds from the key to KeyboardInterrupt on the screen */
  async interrupt(timeout?: number): Promise<number> {
    await this.press("Control+c");
    const { sinceInput } = await this.until(/^KeyboardInterrupt$/m, timeout === undefined ? {} : { timeout });
    return sinceInput;
  }
}

function fits(line: string): void {
  if (line.length > COLUMNS) throw new RangeError(`a line of ${line.length} characters would be wrapped: ${line}`);
}

/** The screen without its first rows, in which the input is echoed, and without the prompt in its last. */
function after(screen: string, rows: number): string {
  return screen.split("\n").slice(rows, -1).join("\n");
}

/** Without the indentation that the first line has; a block at the end gets the empty line that ends it. */
function dedent(program: string): readonly string[] {
  const lines = program.replace(/^\n/, "").trimEnd().split("\n");
  const indent = /^ */.exec(lines[0] ?? "")?.[0].length ?? 0;
  const whole = lines.map((line) => line.slice(indent));
  return whole.at(-1)?.startsWith(" ") ? [...whole, ""] : whole;
}
