/** Drives the prompt as a user does, by keys, and reads what is on the screen. */
import { readScreen, untilScreen, watchInput, type Seen, type Wanted } from "./screen.ts";
import { inPage, type Tab } from "./tab.ts";

/** The last row is a prompt with nothing behind it. */
export const PROMPT = /(?:^|\n)>>>$/;
/** More than an empty prompt, which is off the screen for a moment when it is drawn anew. */
export const BEGUN = /^(?!(?:>>>)?$)/;
const COLUMNS = 130;

export class Prompt {
  constructor(readonly tab: Tab) {}

  /** Navigates and waits for the prompt. */
  async open(url: string): Promise<this> {
    await this.visit(url);
    await this.ready();
    return this;
  }

  /** Navigates; keys can be pressed then. */
  async visit(url: string): Promise<void> {
    await this.tab.goto(url);
    await inPage(this.tab, untilTerminal);
    await watchInput(this.tab);
  }

  /** All rows as one line: the terminal wraps what is longer, anywhere, and cuts blanks at a row's end. */
  async joined(): Promise<string> {
    return (await this.screen()).replaceAll("\n", "");
  }

  screen(): Promise<string> {
    return readScreen(this.tab);
  }

  until(screen: RegExp, options: Omit<Wanted, "screen"> = {}): Promise<Seen> {
    return untilScreen(this.tab, { screen, ...options });
  }

  /** Waits for an empty prompt. */
  ready(timeout = 40_000): Promise<Seen> {
    return this.until(PROMPT, { status: "ready", timeout });
  }

  press(key: string): Promise<void> {
    return this.tab.press(key);
  }

  /** Text, without Enter. */
  insert(text: string): Promise<void> {
    return this.tab.insert(text);
  }

  /** Types a line, with Enter, and waits for nothing. */
  async enter(line: string): Promise<void> {
    await this.insert(line);
    await this.press("Enter");
  }

  /** Pastes text, as a clipboard does. */
  paste(text: string): Promise<void> {
    return inPage(this.tab, pasteInPage, text);
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
    await this.until(BEGUN);
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
    await this.until(BEGUN);
  }

  /** Ctrl-C. @returns milliseconds from the key to KeyboardInterrupt on the screen */
  async interrupt(timeout?: number): Promise<number> {
    await this.press("Control+c");
    const { sinceInput } = await this.until(/^KeyboardInterrupt$/m, timeout === undefined ? {} : { timeout });
    return sinceInput;
  }
}

function untilTerminal(): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.querySelector(".xterm-helper-textarea") === null) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(document, { subtree: true, childList: true });
    look();
  });
}

function pasteInPage(text: string): void {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
  Object.defineProperty(event, "clipboardData", { value: clipboardData }); // Firefox hides what is in one that is given to the constructor
  document.querySelector(".session:not([hidden]) .xterm-helper-textarea")?.dispatchEvent(event);
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
