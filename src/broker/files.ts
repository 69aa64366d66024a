/**
 * Files between the person's computer and the interpreter. Every transfer is one dialog that the person answers, and what is
 * declined stays declined for the rest of the statement: code in a loop is not asked twice.
 */
import { MAX_TRANSFER_BYTES, type AskBody } from "../protocol/ask.ts";
import { FailureError } from "../protocol/errors.ts";
import * as text from "../text/files.ts";
import type { HttpReply } from "./network/network.ts";

export type FileAsk = Extract<AskBody, { op: `files.${string}` }>;

/** How the page asks. Each resolves when the person has answered, and rejects when `signal` withdraws the question. */
export interface FileDialogs {
  /** @returns the files that the person chose; none when they declined */
  pick(signal: AbortSignal): Promise<readonly File[]>;
  /** @returns whether the file was handed to the browser, which saves it */
  save(content: Blob, name: string, signal: AbortSignal): Promise<boolean>;
}

/** What one `files.read` answers at most (bytes). */
const PIECE = 1 << 20;

export class FileTransfers {
  #picked: readonly File[] = [];
  #collected: Uint8Array<ArrayBuffer>[] = [];
  #size = 0;
  #declined = false;
  /** A question stands. */
  #asking = false;

  constructor(readonly dialogs: FileDialogs) {}

  /** A new statement begins: the person may be asked again, and what the last one left behind is dropped. */
  onStatement(): void {
    this.#declined = false;
    this.#picked = [];
    this.#drop();
  }

  /** @throws FailureError, or what `signal` was aborted with */
  async handle(ask: FileAsk, signal: AbortSignal): Promise<HttpReply> {
    switch (ask.op) {
      case "files.pick":
        return { value: { files: await this.#pick(signal) } };
      case "files.read":
        return { value: {}, data: [await this.#read(ask.file, ask.offset)] };
      case "files.put":
        this.#put(ask.offset, ask.data);
        return { value: {} };
      case "files.save":
        return { value: { saved: await this.#save(ask.name, ask.size, signal) } };
    }
  }

  async #pick(signal: AbortSignal): Promise<readonly { readonly name: string; readonly size: number }[]> {
    this.#picked = await this.#question(() => this.dialogs.pick(signal));
    this.#declined = this.#picked.length === 0;
    const total = this.#picked.reduce((sum, { size }) => sum + size, 0);
    if (total > MAX_TRANSFER_BYTES) throw tooLarge(total);
    return this.#picked.map(({ name, size }) => ({ name, size }));
  }

  async #read(index: number, offset: number): Promise<Uint8Array<ArrayBuffer>> {
    const file = this.#picked[index];
    if (file === undefined) throw new FailureError("bad-ask", text.notChosen);
    try {
      return new Uint8Array(await file.slice(offset, offset + PIECE).arrayBuffer());
    } catch {
      throw new FailureError("internal", text.notRead(file.name));
    }
  }

  #put(offset: number, data: Uint8Array<ArrayBuffer>): void {
    if (offset === 0) this.#drop();
    if (offset !== this.#size) throw new FailureError("bad-ask", text.pieceMissing);
    if (this.#size + data.length > MAX_TRANSFER_BYTES) throw tooLarge(this.#size + data.length);
    this.#collected.push(data);
    this.#size += data.length;
  }

  async #save(name: string, size: number, signal: AbortSignal): Promise<boolean> {
    if (size === 0) this.#drop();
    if (size !== this.#size) throw new FailureError("bad-ask", text.pieceMissing);
    const content = new Blob(this.#collected, { type: "application/octet-stream" });
    this.#drop();
    const saved = await this.#question(() => this.dialogs.save(content, name, signal));
    this.#declined = !saved;
    return saved;
  }

  /** One at a time: what waits for its turn would keep files in the page's memory. */
  async #question<T>(ask: () => Promise<T>): Promise<T> {
    if (this.#declined) throw new FailureError("denied", text.declined);
    if (this.#asking) throw new FailureError("too-many", text.asking);
    this.#asking = true;
    try {
      return await ask();
    } finally {
      this.#asking = false;
    }
  }

  #drop(): void {
    this.#collected = [];
    this.#size = 0;
  }
}

function tooLarge(size: number): FailureError {
  return new FailureError("too-large", text.tooLarge(size, MAX_TRANSFER_BYTES));
}
