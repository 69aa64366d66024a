/** Where Python's file descriptors 1 and 2 end: one stream of bytes, in the order in which they were written. */
import type { WorkerToFrame } from "../../src/protocol/cell.ts";
import type { Mailbox } from "../../src/protocol/mailbox.ts";

export interface Output {
  /** Bytes written since the start. */
  readonly written: number;
  /** What is between two places. @returns how many bytes were taken; fewer than given only after an interrupt */
  write(bytes: Uint8Array, from?: number, to?: number): number;
}

/** Through the shared ring; blocks while the page is behind, so that an endless print neither floods nor freezes it. */
export class SharedOutput implements Output {
  written = 0;

  constructor(
    readonly mailbox: Mailbox,
    readonly post: (message: WorkerToFrame) => void,
  ) {}

  write(bytes: Uint8Array, from = 0, to = bytes.length): number {
    let at = from;
    while (at < to) {
      const sequence = this.mailbox.sequence;
      const count = this.mailbox.output.write(bytes, at, to);
      at += count;
      if (count > 0 && this.mailbox.ringDoorbell()) this.post({ type: "doorbell" });
      if (count === 0 && this.mailbox.interrupted) break;
      if (count === 0) this.mailbox.wait(sequence, Infinity);
    }
    this.written += at - from;
    return at - from;
  }
}

/** In messages, where there is no shared memory to wait on. */
export class MessageOutput implements Output {
  written = 0;

  constructor(readonly post: (message: WorkerToFrame, transfer: Transferable[]) => void) {}

  write(bytes: Uint8Array, from = 0, to = bytes.length): number {
    const data = bytes.slice(from, to);
    this.post({ type: "output", data }, [data.buffer]);
    this.written += to - from; // the data has left
    return to - from;
  }
}
