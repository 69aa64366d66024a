/** The network as the interpreter's asks see it: policy first, then a lane. Owns the session's exchanges. */
import type { AskBody } from "../../protocol/ask.ts";
import { FailureError } from "../../protocol/errors.ts";
import type { RequestHead } from "../../protocol/http.ts";
import { destinationOf, type Decision, type Policy } from "../policy.ts";
import { Exchange } from "./exchange.ts";
import type { Lane } from "./lane.ts";

export type HttpAsk = Extract<AskBody, { op: `http.${string}` }>;

/** Asks the person; `signal` withdraws the question. */
export type Consent = (head: RequestHead, signal: AbortSignal) => Promise<Decision>;

export interface HttpReply {
  readonly value: object;
  readonly data?: Uint8Array<ArrayBuffer>;
}

/** More than any real program of the prompt has; each costs memory in the page. */
const MAX_EXCHANGES = 256;

export class Network {
  readonly #exchanges = new Map<number, Exchange>();

  /** @param lane resolves with null where no proxy is configured */
  constructor(
    readonly policy: Policy,
    readonly lane: Promise<Lane | null>,
    readonly consent: Consent,
  ) {}

  /**
   * @param signal aborted when the interpreter no longer waits for the answer
   * @throws FailureError
   */
  async handle(ask: HttpAsk, signal: AbortSignal): Promise<HttpReply> {
    switch (ask.op) {
      case "http.open":
        return this.#open(ask.exchange, ask.head, signal);
      case "http.write":
        this.#exchange(ask.exchange).write(ask.data);
        return { value: {} };
      case "http.finish":
        return this.#finish(this.#exchange(ask.exchange), ask.data);
      case "http.read": {
        const { data, ended } = await this.#exchange(ask.exchange).read();
        return { value: { ended }, data };
      }
    }
  }

  close(exchange: number): void {
    this.#exchanges.get(exchange)?.close();
    this.#exchanges.delete(exchange);
  }

  /** The session is over: whatever is in flight is given up. */
  end(): void {
    for (const exchange of this.#exchanges.keys()) this.close(exchange);
  }

  async #open(id: number, head: RequestHead, signal: AbortSignal): Promise<HttpReply> {
    if (this.#exchanges.has(id)) throw new FailureError("bad-ask", "The exchange is open already.");
    if (this.#exchanges.size >= MAX_EXCHANGES) throw new FailureError("too-many", `More than ${MAX_EXCHANGES} requests are open.`);
    const lane = await this.lane;
    if (lane === null) {
      throw new FailureError("no-relay", "This page has no proxy: start one, and name its address in config.json (see the README).");
    }
    await this.#permit(head, signal);
    signal.throwIfAborted();
    this.#exchanges.set(id, new Exchange(head, lane));
    return { value: {} };
  }

  async #permit(head: RequestHead, signal: AbortSignal): Promise<void> {
    let verdict = this.policy.judge(head);
    if (verdict === "ask") {
      verdict = await this.consent(head, signal);
      this.policy.decide(head, verdict);
    }
    if (verdict === "deny") throw new FailureError("denied", `You did not allow requests to ${destinationOf(head)}.`);
  }

  async #finish(exchange: Exchange, rest: Uint8Array<ArrayBuffer>): Promise<HttpReply> {
    exchange.write(rest);
    const { response, first } = await exchange.finish();
    return { value: { ...response.head, ended: first.ended }, data: first.data };
  }

  #exchange(id: number): Exchange {
    const exchange = this.#exchanges.get(id);
    if (exchange === undefined) throw new FailureError("no-exchange", "The request was closed.");
    return exchange;
  }
}
