/**
 * How the interpreter asks the page, and waits.
 *
 * The interpreter pushes asks through the upcall port; it pulls answers. `SharedChannel` blocks the worker on shared memory:
 * Python is synchronous and stays so. `MessageChannel` returns promises, for Python to suspend on (JSPI) where there is no
 * shared memory. In both an interrupt ends each wait.
 */
import type { AskBody, Tell } from "../../src/protocol/ask.ts";
import type { Answer } from "../../src/protocol/answer.ts";
import { joined } from "../../src/protocol/bytes.ts";

/** What a wait ended with; Python makes values and exceptions of it. */
export type Reply =
  | { readonly outcome: "answered"; readonly ok: boolean; readonly json: string; readonly data: Uint8Array }
  | { readonly outcome: "interrupted" }
  | { readonly outcome: "timeout" };

export const INTERRUPTED: Reply = { outcome: "interrupted" };
export const TIMEOUT: Reply = { outcome: "timeout" };

export function answered({ ok, json, data }: Answer): Reply {
  return { outcome: "answered", ok, json, data: joined(data) };
}

/** Replies come at once, or as promises; Python knows which by `Host.blocking`. */
export interface Channel {
  /** @param milliseconds `Infinity` for no limit of the interpreter's own */
  ask(op: AskBody["op"], json: string, data: Uint8Array<ArrayBuffer> | undefined, milliseconds: number): Reply | Promise<Reply>;
  /** `interrupted`, or `timeout` when the time is over. */
  sleep(milliseconds: number): Reply | Promise<Reply>;
  tell(op: Tell["op"], json: string, data?: Uint8Array<ArrayBuffer>): void;
  /** How much was told since the start. */
  readonly told: number;
}

/** Posts asks and tells. They are plain data; the page parses them. */
export class Upcalls {
  told = 0;
  #lastId = 0;
  #held: object | null = null;

  constructor(readonly port: MessagePort) {}

  /** @returns the id that the answer will have */
  ask(op: AskBody["op"], json: string, data = new Uint8Array(0)): number {
    this.#lastId = (this.#lastId + 1) >>> 0;
    const value: unknown = JSON.parse(json);
    const ask = { id: this.#lastId, op, value, data };
    this.port.postMessage({ type: "ask", tell: this.#takeHeld(), ask }, [data.buffer]);
    return this.#lastId;
  }

  /** What opens an exchange goes with the ask that follows: each message wakes another process. */
  tell(op: Tell["op"], json: string, data?: Uint8Array<ArrayBuffer>): void {
    const value: unknown = JSON.parse(json);
    if (op === "http.open" && this.#held === null) this.#held = { op, value };
    else this.#tell({ op, value, data }, data === undefined ? [] : [data.buffer]);
  }

  cancel(id: number): void {
    this.#tell({ op: "cancel", value: { id } });
  }

  #tell(tell: object, memory: ArrayBuffer[] = []): void {
    const held = this.#takeHeld();
    if (held !== null) this.port.postMessage({ type: "tell", tell: held });
    this.port.postMessage({ type: "tell", tell }, memory);
    this.told += 1;
  }

  #takeHeld(): object | null {
    const held = this.#held;
    this.#held = null;
    if (held !== null) this.told += 1;
    return held;
  }
}
