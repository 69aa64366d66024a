/**
 * The relay lane: requests go to the proxy framed, since a browser would change them on any other way; over a WebSocket where the proxy
 * takes one, otherwise each as one POST.
 */
import { FailureError } from "../../protocol/errors.ts";
import type { RequestHead } from "../../protocol/http.ts";
import * as text from "../../text/network.ts";
import type { AskKey, IncomingResponse, Lane, OutgoingRequest, Upload } from "./lane.ts";
import { RelayHealth } from "./relay-health.ts";
import type { RelayKey } from "./relay-key.ts";
import { RelayResponse } from "./relay-response.ts";
import { RelaySockets } from "./relay-socket.ts";

/** Not one of the types that a form can send: other sites cannot reach the relay without a preflight. */
const CONTENT_TYPE = "application/vnd.libcloud-repl.relay";

export class RelayLane implements Lane {
  readonly name = "relay";
  readonly health: RelayHealth;
  readonly #sockets: RelaySockets;

  constructor(
    readonly url: URL,
    readonly key: RelayKey,
  ) {
    this.health = new RelayHealth(url, key);
    this.#sockets = new RelaySockets(url);
  }

  async admit(askKey: AskKey, signal: AbortSignal): Promise<void> {
    this.health.inquire(); // what it can do is for the next request
    if (this.health.state.type !== "needs-key" || (await askKey(this.key.value, signal))) return;
    throw new FailureError("denied-key", text.wantsKey(this.url.origin));
  }

  /** Only with a key that the proxy is known to take: what has been sent cannot be sent again with another one. */
  async stream(head: RequestHead, signal: AbortSignal): Promise<Upload | null> {
    if (!this.health.takesUploads) return null;
    const key = this.key.value;
    const begun = await this.#sockets.begin(frameHead(head), key, signal);
    if (begun === null) return null;
    let failure: unknown = null;
    const response = this.#settled(RelayResponse.receive(begun.frames, (reason) => this.health.failed(reason, key)), key, signal);
    response.catch((error: unknown) => {
      failure = error;
      begun.body.stop();
    });
    const write = async (data: Uint8Array<ArrayBuffer>): Promise<void> => {
      await begun.body.write(data);
      if (failure !== null) throw failure;
    };
    return { write, end: () => begun.body.end(), response };
  }

  async #settled(receiving: Promise<IncomingResponse>, key: string | null, signal: AbortSignal): Promise<IncomingResponse> {
    try {
      const response = await receiving;
      this.health.answered(key);
      return response;
    } catch (error) {
      signal.throwIfAborted();
      this.health.failed(error, key);
      throw error;
    }
  }

  /** A proxy that does not take the key has sent nothing on, so the request may go there again with another one. */
  async send(request: OutgoingRequest, signal: AbortSignal): Promise<IncomingResponse> {
    const framed = frameRequest(request);
    for (;;) {
      const key = this.key.value;
      try {
        return await this.#settled(this.#exchange(framed, signal, (reason) => this.health.failed(reason, key)), key, signal);
      } catch (error) {
        signal.throwIfAborted();
        const denied = error instanceof FailureError && error.code === "denied-key";
        if (!denied || !(await request.askKey(key, signal))) throw error;
      }
    }
  }

  async #exchange(framed: Uint8Array<ArrayBuffer> | Blob, signal: AbortSignal, onBroken: (reason: FailureError) => void): Promise<IncomingResponse> {
    const frames = this.health.takesSockets ? await this.#sockets.send(framed, this.key.value, signal) : null;
    return RelayResponse.receive(frames ?? (await this.#posted(framed, signal)), onBroken);
  }

  async #posted(framed: Uint8Array<ArrayBuffer> | Blob, signal: AbortSignal): Promise<ReadableStream<Uint8Array<ArrayBuffer>>> {
    const response = await this.#post(framed, signal);
    // The proxy answers with frames; what stands before it (a load balancer, say) has limits too.
    if (response.status === 429 && response.headers.get("content-type") !== CONTENT_TYPE) throw this.#busy(response);
    if (response.body === null) throw this.#down();
    return response.body;
  }

  async #post(body: Uint8Array<ArrayBuffer> | Blob, signal: AbortSignal): Promise<Response> {
    try {
      return await fetch(this.url, {
        method: "POST",
        headers: { "Content-Type": CONTENT_TYPE, ...this.key.headers },
        body,
        signal,
        // No `cache: "no-store"`: it would make Chromium ask for permission (a preflight) before every single request.
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
    } catch (error) {
      if (signal.aborted) throw error;
      throw this.#down();
    }
  }

  #busy(response: Response): FailureError {
    const seconds = /^[0-9]{1,6}$/.exec(response.headers.get("retry-after") ?? "")?.[0] ?? null;
    return new FailureError("too-many", text.busy(this.url.origin, seconds));
  }

  #down(): FailureError {
    return new FailureError("relay-down", text.unreachable(this.url.origin));
  }
}

function frameRequest({ head, body }: OutgoingRequest): Uint8Array<ArrayBuffer> | Blob {
  return body.framed(frameHead(head));
}

function frameHead(head: RequestHead): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify({ version: 1, ...head }));
  const prefix = new Uint8Array(4 + json.length);
  new DataView(prefix.buffer).setUint32(0, json.length);
  prefix.set(json, 4);
  return prefix;
}
