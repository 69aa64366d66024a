/** What Python sees of the world outside: the object that `libcloud_repl.host` is connected to. */
import type { AskBody, Tell } from "../../src/protocol/ask.ts";
import type { Blocking, TerminalSize } from "../../src/protocol/interpreter.ts";
import type { Channel, Reply } from "./channel.ts";
import type { Interrupts } from "./interrupts.ts";

export class Host {
  terminal: TerminalSize = { columns: 80, rows: 24 };

  constructor(
    readonly channel: Channel,
    readonly blocking: Blocking,
    readonly interrupts: Interrupts | null,
  ) {}

  /** @param seconds null for no limit */
  ask(op: AskBody["op"], json: string, data: Uint8Array<ArrayBuffer> | undefined, seconds: number | undefined): Reply | Promise<Reply> {
    return this.channel.ask(op, json, data, milliseconds(seconds));
  }

  tell(op: Tell["op"], json: string): void {
    this.channel.tell(op, json);
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
