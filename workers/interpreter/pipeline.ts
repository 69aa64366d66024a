/**
 * Keeps one ask of each exchange on its way while Python works. The next bytes of a response are asked for before Python wants them, and
 * a piece of a request's body is waited for when the next one is there: as with a socket, whose other side is the kernel.
 */
import type { AskBody } from "../../src/protocol/ask.ts";
import { object } from "../../src/protocol/parse.ts";
import type { Reply } from "./channel.ts";

/** A channel that can send an ask now, and wait for its answer later. */
export interface SplitChannel {
  /** @returns the ask's id */
  begin(op: AskBody["op"], json: string, data?: Uint8Array<ArrayBuffer>): number;
  wait(id: number, milliseconds: number): Reply;
  /** Nobody will wait for this ask any more. */
  forget(id: number): void;
}

/** What a write is answered that has not been yet. */
const ACCEPTED: Reply = { outcome: "answered", ok: true, json: "{}", data: new Uint8Array(0) };

/** While Python works on the bytes of one, another is on its way through page and frame, and the next is there. */
const READS_AHEAD = 2;

export class Pipeline {
  readonly #channel: SplitChannel;
  /** The writes on their way, by the JSON that names their exchange. */
  readonly #underway = new Map<string, number>();
  /** The reads on their way, in order, by the same. */
  readonly #reads = new Map<string, number[]>();

  constructor(channel: SplitChannel) {
    this.#channel = channel;
  }

  ask(op: AskBody["op"], json: string, data: Uint8Array<ArrayBuffer> | undefined, milliseconds: number): Reply {
    if (op === "http.read") return this.#read(json, milliseconds);
    if (op === "http.write") return this.#write(json, data, milliseconds);
    const written = op === "http.finish" ? this.#settle(json, milliseconds) : ACCEPTED;
    return failed(written) ? written : this.#channel.wait(this.#channel.begin(op, json, data), milliseconds);
  }

  /** The exchange is over. */
  close(json: string): void {
    const id = this.#take(json);
    if (id !== undefined) this.#channel.forget(id);
    this.#forgetReads(json);
  }

  #read(json: string, milliseconds: number): Reply {
    const ahead = this.#reads.get(json) ?? [];
    const reply = this.#channel.wait(ahead.shift() ?? this.#channel.begin("http.read", json), milliseconds);
    if (goesOn(reply)) this.#readAhead(json, ahead);
    else this.#forgetReads(json);
    return reply;
  }

  #readAhead(json: string, ahead: number[]): void {
    while (ahead.length < READS_AHEAD) ahead.push(this.#channel.begin("http.read", json));
    this.#reads.set(json, ahead);
  }

  #forgetReads(json: string): void {
    for (const id of this.#reads.get(json) ?? []) this.#channel.forget(id);
    this.#reads.delete(json);
  }

  #write(json: string, data: Uint8Array<ArrayBuffer> | undefined, milliseconds: number): Reply {
    const written = this.#settle(json, milliseconds);
    if (!failed(written)) this.#underway.set(json, this.#channel.begin("http.write", json, data));
    return written;
  }

  /** Waits for what is on its way. */
  #settle(json: string, milliseconds: number): Reply {
    const id = this.#take(json);
    return id === undefined ? ACCEPTED : this.#channel.wait(id, milliseconds);
  }

  #take(json: string): number | undefined {
    const id = this.#underway.get(json);
    this.#underway.delete(json);
    return id;
  }
}

function failed(reply: Reply): boolean {
  return reply.outcome !== "answered" || !reply.ok;
}

function goesOn(reply: Reply): boolean {
  return reply.outcome === "answered" && reply.ok && object(JSON.parse(reply.json), "answer")["ended"] === false;
}
