/** Writes one entry, while the request goes on. */
import { toFailure } from "../../protocol/errors.ts";
import type { RequestHead, ResponseHead } from "../../protocol/http.ts";
import type { Link } from "./chain.ts";
import { headerOf, type Entry, type Outcome, type Times } from "./entry.ts";
import { KeptBytes } from "./kept-bytes.ts";
import type { ExchangeObserver } from "./observer.ts";

/** A statement whose end moves on. */
export interface OpenStatement {
  readonly first: number;
  readonly begin: number;
  end: number;
}

export interface RecordingEvents {
  onChange(): void;
  /** So many bytes more of a body are kept. */
  onKept(body: KeptBytes, bytes: number): void;
  /** So many characters more of a head are kept. */
  onHead(recording: Recording, characters: number): void;
}

export class Recording implements Entry, ExchangeObserver {
  readonly requestBody = new KeptBytes();
  readonly responseBody = new KeptBytes();
  lane: string | null = null;
  outcome: Outcome = { type: "pending" };
  times: Times;
  /** Of the heads, in characters. */
  headSize = 0;
  /** Whether the journal still has it. */
  listed = true;

  constructor(
    readonly id: number,
    readonly request: RequestHead,
    readonly link: Link | null,
    readonly statement: OpenStatement,
    readonly events: RecordingEvents,
  ) {
    this.times = { epoch: Date.now(), opened: performance.now(), allowed: null, sent: null, connected: null, answered: null, ended: null };
    this.#happened();
  }

  allowed(lane: string): void {
    this.lane = lane;
    this.times = { ...this.times, allowed: this.#happened() };
  }

  wrote(data: Uint8Array): void {
    this.#keep(this.requestBody, data);
  }

  sent(): void {
    this.times = { ...this.times, sent: this.#happened() };
  }

  answered(response: ResponseHead, connectMs: number | null): void {
    const answered = this.#happened();
    this.times = { ...this.times, answered, connected: connectedAt(this.times.sent ?? answered, answered, connectMs) };
    this.outcome = { type: "receiving", response };
    this.events.onHead(this, charactersOf(response));
  }

  received(data: readonly Uint8Array[], ended: boolean): void {
    for (const piece of data) this.#keep(this.responseBody, piece);
    if (this.outcome.type !== "receiving") return;
    const { response } = this.outcome;
    // Who has read what was announced asks for no more.
    if (ended || headerOf(response, "content-length") === String(this.responseBody.total)) this.#end({ type: "complete", response });
    else this.#happened();
  }

  failed(reason: unknown): void {
    if (this.#open) this.#end({ type: "failed", failure: toFailure(reason), response: this.#response });
  }

  closed(): void {
    if (this.#open) this.#end({ type: "dropped", response: this.#response });
  }

  get #open(): boolean {
    return this.outcome.type === "pending" || this.outcome.type === "receiving";
  }

  get #response(): ResponseHead | null {
    return this.outcome.type === "receiving" ? this.outcome.response : null;
  }

  #end(outcome: Outcome): void {
    this.outcome = outcome;
    this.times = { ...this.times, ended: this.#happened() };
  }

  #keep(body: KeptBytes, data: Uint8Array): void {
    const bytes = body.append(data);
    if (bytes > 0) this.events.onKept(body, bytes);
  }

  #happened(): number {
    const now = performance.now();
    this.statement.end = now;
    this.events.onChange();
    return now;
  }
}

/** When the proxy connected is not told, but it is the first that it does; its word is bounded by what the page saw itself. */
function connectedAt(sent: number, answered: number, connectMs: number | null): number | null {
  return connectMs === null ? null : Math.min(sent + connectMs, answered);
}

/** About as many as a head takes in memory. */
export function charactersOf({ headers, ...head }: RequestHead | ResponseHead): number {
  const line = "target" in head ? head.target.length : head.reason.length;
  return headers.reduce((sum, [name, value]) => sum + name.length + value.length, line);
}
