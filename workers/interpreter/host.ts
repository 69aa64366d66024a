/** What Python sees of the world outside: the object that `libcloud_repl.host` is connected to. */
import type { AskBody, Tell } from "../../src/protocol/ask.ts";
import type { Blocking } from "../../src/protocol/interpreter.ts";
import type { Channel, Reply } from "./channel.ts";
import type { Interrupts } from "./interrupts.ts";
import { Keyboard } from "./keyboard.ts";
import type { Output } from "./output.ts";
import { Screen } from "./screen.ts";

export class Host {
  readonly keyboard = new Keyboard();
  readonly screen: Screen;

  constructor(
    readonly channel: Channel,
    readonly blocking: Blocking,
    readonly interrupts: Interrupts | null,
    output: Output,
  ) {
    this.screen = new Screen(output, () => this.keyboard.wake());
  }

  /** @param seconds null for no limit */
  ask(op: AskBody["op"], json: string, data: Uint8Array<ArrayBuffer> | undefined, seconds: number | undefined): Reply | Promise<Reply> {
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
    return this.channel.sleep(milliseconds(seconds));
  }

  /** Lets Ctrl-C reach running code, or keeps it waiting. Returns what was set before. */
  arm(armed: boolean): boolean {
    const before = this.interrupts?.armed ?? false;
    if (this.interrupts !== null) this.interrupts.armed = armed;
    return before;
  }

  /** Forgets a Ctrl-C that came when nothing ran. */
  disarm(): void {
    this.interrupts?.mailbox.takeInterrupt();
  }
}

function milliseconds(seconds: number | undefined): number {
  return seconds === undefined ? Infinity : seconds * 1000;
}
