/** Drives the prompt as a user does, by keys and clicks, and reads what is on the screen. */
import type { Page } from "@playwright/test";
import { installProbe, type Condition, type Freezes } from "./probe.ts";
import type { ShellPage } from "./shell-page.ts";

/** The last row is a prompt with nothing behind it. */
export const PROMPT: Condition = { status: "ready", screen: "^>>>$(?![^])" };

/** Python strings of more than this are typed in parts, so that none is longer than the screen. */
const PART_CHARACTERS = 800;

export class Shell<P extends ShellPage = Page> {
  constructor(readonly page: P) {}

  /** Navigates; resolves as soon as keys can be typed. @returns when that was, in milliseconds since the navigation began */
  static async open<P extends ShellPage>(page: P, url: string): Promise<{ readonly shell: Shell<P>; readonly typable: number }> {
    await page.goto(url, { waitUntil: "commit" });
    await page.evaluate(installProbe);
    const shell = new Shell(page);
    return { shell, typable: await shell.until({ focused: true }) };
  }

  /** Navigates, and waits for the first prompt and for the library behind it. */
  static async ready<P extends ShellPage>(page: P, url: string): Promise<Shell<P>> {
    const { shell } = await Shell.open(page, url);
    await shell.until(PROMPT);
    await shell.run("import json");
    return shell;
  }

  /** @returns when the condition was met */
  async until(condition: Condition): Promise<number> {
    const [time] = await this.stages([condition]);
    return time ?? Number.NaN;
  }

  /** Waits for one condition after the other. @returns when each was met */
  stages(stages: readonly Condition[]): Promise<number[]> {
    return this.page.evaluate((wanted) => globalThis.benchProbe.until(wanted), stages);
  }

  lastInput(): Promise<number> {
    return this.page.evaluate(() => globalThis.benchProbe.lastInput());
  }

  screen(): Promise<string> {
    return this.page.evaluate(() => globalThis.benchProbe.screen());
  }

  /** Types a line without waiting for anything. */
  async type(line: string): Promise<void> {
    await this.page.keyboard.insertText(line);
    await this.page.keyboard.press("Enter");
  }

  /** Types a line at the prompt, but not its Enter. */
  async draft(line: string): Promise<void> {
    await this.until(PROMPT);
    await this.page.keyboard.insertText(line);
    // Its end must be on the screen, or the empty prompt that follows could be the one before it.
    await this.until({ screen: `${wrapped(line.slice(-10))}$(?![^])` });
  }

  /** Runs a statement to its end. */
  async run(statement: string): Promise<void> {
    await this.draft(statement);
    await this.page.keyboard.press("Enter");
    await this.until(PROMPT);
  }

  /** Runs a statement that asks for a host that is not allowed yet, and allows it. */
  async allow(statement: string): Promise<void> {
    await this.draft(statement);
    await this.page.keyboard.press("Enter");
    await this.page.locator("dialog.consent button[value=session]").click();
    await this.until({ dialogs: 0 });
    await this.until(PROMPT);
  }

  /** The value of a Python expression, by JSON. */
  async value(expression: string): Promise<unknown> {
    await this.clear();
    await this.run(`result = ${expression}`);
    await this.run("print('<' + '<' + json.dumps(result, separators=(',', ':')) + '>' + '>')");
    const text = (await this.screen()).replaceAll("\n", "");
    const [, json] = /<<(.*?)>>/.exec(text) ?? [];
    if (json === undefined) throw new Error(`${expression} has no value:\n${await this.screen()}`);
    return JSON.parse(json);
  }

  /** Runs a Python file as a module; its names are in the dictionary `name` then. */
  async load(name: string, source: string): Promise<void> {
    await this.run(`${name} = {"__name__": "${name}", "source": ""}`);
    for (let at = 0; at < source.length; at += PART_CHARACTERS) {
      await this.clear();
      await this.run(`${name}["source"] += ${JSON.stringify(source.slice(at, at + PART_CHARACTERS))}`);
    }
    await this.run(`exec(${name}["source"], ${name})`);
  }

  async clear(): Promise<void> {
    await this.until(PROMPT);
    await this.page.keyboard.press("Control+l");
    await this.until({ screen: "^(?<![^])>>>$(?![^])" });
  }

  async watchFreezes(): Promise<void> {
    await this.page.evaluate(() => globalThis.benchProbe.watchFreezes());
  }

  freezes(): Promise<Freezes> {
    return this.page.evaluate(() => globalThis.benchProbe.freezes());
  }
}

/** A pattern for text that the editor may have wrapped anywhere, with a backslash, and that lost its blanks there. */
function wrapped(text: string): string {
  return Array.from(text, (character) => (character === " " ? "\\s*" : character.replace(/[\\^$.*+?()[\]{}|/]/, "\\$&"))).join("(?:\\\\?\\n)?");
}
