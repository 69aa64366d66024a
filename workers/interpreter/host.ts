/** What Python sees of the world outside: the object that `libcloud_repl.host` is connected to. */
import type { AskBody, Tell } from "../../src/protocol/ask.ts";
import { messageOf } from "../../src/protocol/errors.ts";
import type { Blocking } from "../../src/protocol/interpreter.ts";
import { echoMark } from "../../src/protocol/screen.ts";
import type { Channel, Reply } from "./channel.ts";
import type { Home } from "./home.ts";
import type { Arms, Interrupts } from "./interrupts.ts";
import { Keyboard } from "./keyboard.ts";
import type { Output } from "./output.ts";
import { Screen } from "./screen.ts";
import { Turns } from "./turns.ts";

export class Host {
  readonly keyboard = new Keyboard();
  readonly screen: Screen;
  readonly turns = new Turns();
  /** From the start on. */
  home: Home | null = null;
  /** Called when a background task has got a Ctrl-C. */
  onIntercepted: () => void = () => undefined;
  #interrupted = false;

  constructor(
    readonly channel: Channel,
    readonly blocking: Blocking,
    readonly interrupts: Interrupts | null,
    output: Output,
  ) {
    // Later: what tears the drawing is a system call, in which Python cannot be called.
    this.screen = new Screen(output, () => this.turns.schedule(() => this.keyboard.wake(), 0));
  }

  /** @param seconds null for no limit */
  ask(op: AskBody["op"], json: string, data: Uint8Array<ArrayBuffer> | undefined, seconds: number | undefined): Reply | Promise<Reply> {
    this.#keepFiles((home) => home.lookNowAndThen());
    return this.channel.ask(op, json, data, milliseconds(seconds));
  }

  tell(op: Tell["op"], json: string): void {
    this.channel.tell(op, json);
  }

  /** The page's answer to `keys.read`. */
  receive(position: number, text: string, columns: number, rows: number): void {
    this.keyboard.receive({ position, text });
    this.screen.size = { columns, rows };
  }

  sleep(seconds: number): Reply | Promise<Reply> {
    this.#keepFiles((home) => home.lookNowAndThen());
    return this.channel.sleep(milliseconds(seconds));
  }

  /**
   * The line editor draws, and has read all keys that are here.
   *
   * @param rows how far the cursor is below the first row of what it edits
   * @param room columns for keys that will stand as they are, in this colour
   */
  draw(text: string, rows: number, room: number, colour: string): void {
    this.screen.draw(text + echoMark({ position: this.keyboard.used, room, colour }), rows);
  }

  /** Gives the page copies of the user's files. */
  keepFiles(): void {
    this.#keepFiles((home) => home.look());
  }

  /** Lets Ctrl-C reach running code, or keeps it waiting. */
  arm(arms: Arms): void {
    if (this.interrupts !== null) this.interrupts.arms = arms;
  }

  /** Keeps a Ctrl-C for the code that runs next. */
  keepInterrupt(): void {
    this.#interrupted = true;
  }

  /** A Ctrl-C met code that cannot raise it: it comes once more. */
  repeatInterrupt(): void {
    if (this.interrupts === null) this.keepInterrupt();
    else this.interrupts.mailbox.interrupt();
  }

  /** True when a Ctrl-C came that nobody has seen. */
  takeInterrupt(): boolean {
    const kept = this.#interrupted;
    this.#interrupted = false;
    return this.interrupts?.mailbox.takeInterrupt() === true || kept;
  }

  /** Whatever goes wrong there, it is not the user's statement that shall fail. */
  #keepFiles(look: (home: Home) => void): void {
    try {
      if (this.home !== null) look(this.home);
    } catch (error) {
      this.home = null;
      this.screen.write(new TextEncoder().encode(`Files are no longer kept over a restart: ${messageOf(error)}\r\n`));
    }
  }
}

function milliseconds(seconds: number | undefined): number {
  return seconds === undefined ? Infinity : seconds * 1000;
}
