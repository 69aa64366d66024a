/** The network as the interpreter's asks see it: policy first, then a lane. Owns the session's exchanges. */
import type { AskBody } from "../../protocol/ask.ts";
import type { Pieces } from "../../protocol/bytes.ts";
import { FailureError } from "../../protocol/errors.ts";
import type { RequestHead } from "../../protocol/http.ts";
import * as text from "../../text/network.ts";
import type { ExchangeObserver, Observer } from "../journal/observer.ts";
import type { Decision, Policy } from "../policy.ts";
import { Exchange } from "./exchange.ts";
import type { AskKey } from "./lane.ts";
import type { Lanes } from "./lanes.ts";

export type HttpAsk = Extract<AskBody, { op: `http.${string}` }>;

/** What the person is asked; the signals withdraw the questions. */
export interface Questions {
  consent(head: RequestHead, signal: AbortSignal): Promise<Decision>;
  readonly askKey: AskKey;
}

/** What an exchange may end with. */
type Received = HttpReply & { readonly value: { readonly ended: boolean } };

export interface HttpReply {
  readonly value: object;
  readonly data?: Pieces;
}

/** More than any real program of the prompt has; each costs memory in the page. */
const MAX_EXCHANGES = 256;

/** An exchange, or the failure to open it, which whoever asks next hears of; and how to give it up meanwhile. */
interface Opening {
  readonly exchange: Promise<Exchange>;
  readonly abort: AbortController;
  readonly observer: ExchangeObserver;
}

export class Network {
  readonly #openings = new Map<number, Opening>();

  constructor(
    readonly policy: Policy,
    readonly lanes: Promise<Lanes>,
    readonly questions: Questions,
    readonly observer: Observer,
  ) {}

  /** @throws FailureError */
  async handle(ask: HttpAsk): Promise<HttpReply> {
    if (ask.op === "http.open") this.open(ask.exchange, ask.head);
    const exchange = await this.#exchange(ask.exchange);
    switch (ask.op) {
      case "http.open":
        return { value: { standing: this.policy.judge(ask.head).type === "allow" } };
      case "http.write":
        await exchange.write(ask.data);
        return { value: {} };
      case "http.finish":
        return this.#last(ask.exchange, await finish(exchange, ask.data));
      case "http.read": {
        const { data, ended } = await exchange.read();
        return this.#last(ask.exchange, { value: { ended }, data });
      }
    }
  }

  /** Judges the request and opens the exchange; what comes of it is for the exchange's next ask. */
  open(id: number, head: RequestHead): void {
    if (this.#openings.has(id)) return this.close(id); // an id is used once; neither of the two is to be trusted
    const abort = new AbortController();
    const observer = this.observer.opened(head);
    const exchange = this.#open(head, abort, observer);
    exchange.catch((error: unknown) => observer.failed(error));
    this.#openings.set(id, { exchange, abort, observer });
  }

  /** Frees everything of the exchange and aborts what is in flight, a question to the person too. */
  close(id: number): void {
    const opening = this.#openings.get(id);
    this.#openings.delete(id);
    opening?.observer.closed();
    opening?.abort.abort();
  }

  /** The session is over: whatever is in flight is given up. */
  end(): void {
    for (const id of this.#openings.keys()) this.close(id);
  }

  /** After the end of a response nothing more is asked, and no close comes. */
  #last(id: number, reply: Received): HttpReply {
    if (reply.value.ended) this.#openings.delete(id);
    return reply;
  }

  async #open(head: RequestHead, abort: AbortController, observer: ExchangeObserver): Promise<Exchange> {
    if (this.#openings.size >= MAX_EXCHANGES) throw new FailureError("too-many", text.tooManyOpen(MAX_EXCHANGES));
    const lane = await (await this.lanes).choose(head);
    if (lane === null) throw new FailureError("no-relay", text.noProxy);
    await this.#permit(head, abort.signal);
    const { askKey } = this.questions;
    await lane.admit?.(askKey, abort.signal);
    abort.signal.throwIfAborted();
    observer.allowed(lane.name);
    return new Exchange(head, lane, askKey, abort.signal, observer);
  }

  async #permit(head: RequestHead, signal: AbortSignal): Promise<void> {
    const verdict = this.policy.judge(head);
    if (verdict.type === "deny") throw new FailureError("denied", verdict.reason);
    if (verdict.type === "allow") return;
    this.policy.onQuestion(head);
    const decision = await this.questions.consent(head, signal);
    this.policy.decide(head, decision);
    const decided = this.policy.judge(head);
    if (decided.type === "deny") throw new FailureError("denied", decided.reason);
  }

  #exchange(id: number): Promise<Exchange> {
    const opening = this.#openings.get(id);
    if (opening === undefined) throw new FailureError("no-exchange", text.closed);
    return opening.exchange;
  }
}

async function finish(exchange: Exchange, rest: Uint8Array<ArrayBuffer>): Promise<Received> {
  const { response, first } = await exchange.finish(rest);
  return { value: { ...response.head, ended: first.ended }, data: first.data };
}
