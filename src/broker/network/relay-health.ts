/**
 * Whether the page's proxy can be used: asked behind the first prompt or with the first request, and again when one has failed. What answers may be
 * anything.
 */
import { FailureError } from "../../protocol/errors.ts";
import { boolean, fail, json, object, ParseError, string } from "../../protocol/parse.ts";
import type { RelayKey } from "./relay-key.ts";

export type RelayState =
  /** Nobody has asked yet. */
  | { readonly type: "unknown" }
  | { readonly type: "ok"; readonly version: string }
  | { readonly type: "needs-key" }
  /** What answers is no proxy that this page understands. */
  | { readonly type: "wrong-version" }
  | { readonly type: "unreachable" };

type Found = Exclude<RelayState, { type: "ok" | "needs-key" }> | { readonly type: "relay"; readonly version: string; readonly wantsKey: boolean; readonly takesSockets: boolean };

const NAME = "libcloud-repl-relay";
const PROTOCOL = 1;
/** However many requests fail, the proxy is not asked more often (milliseconds). An answer has come by then, or counts as none. */
const PAUSE = 5000;
const MAX_CHARACTERS = 20_000;

export class RelayHealth {
  #found: Found = { type: "unknown" };
  #planned = false;
  #askedAt = -Infinity;
  /** A key that the proxy did not take; null: it wanted one and got none. */
  #refused: string | null = null;
  /** A key that the proxy took. */
  #accepted: string | null = null;
  /** Called whenever the state may be another one. */
  onChange: (() => void) | null = null;

  constructor(
    readonly url: URL,
    readonly key: RelayKey,
    readonly pause = PAUSE,
  ) {
    key.onChange = () => this.onChange?.();
  }

  get state(): RelayState {
    if (this.#found.type !== "relay") return this.#found;
    const { version, wantsKey } = this.#found;
    const refused = this.key.value === null || this.key.value === this.#refused;
    return wantsKey && refused ? { type: "needs-key" } : { type: "ok", version };
  }

  /** Whether the proxy has said so. */
  get takesSockets(): boolean {
    return this.#found.type === "relay" && this.#found.takesSockets;
  }

  /** Asks the proxy where nobody has yet. */
  inquire(): void {
    if (this.#askedAt === -Infinity) this.check();
  }

  /** Asks the proxy: now, or a little later when it was asked just now, and once for all who want it meanwhile. */
  check(): void {
    if (this.#planned) return;
    this.#planned = true;
    setTimeout(() => void this.#check(), Math.max(0, this.#askedAt + this.pause - performance.now()));
  }

  /** Whether it takes uploads over sockets, with the key of now. */
  get takesUploads(): boolean {
    return this.#found.type === "relay" && this.#found.takesSockets && (!this.#found.wantsKey || (this.key.value !== null && this.key.value === this.#accepted));
  }

  /** A request came back. @param key that it was sent with */
  answered(key: string | null): void {
    this.#accepted = key;
    if (this.state.type !== "ok" && this.state.type !== "unknown") this.check();
  }

  /** @param key that it was sent with */
  failed(reason: unknown, key: string | null): void {
    if (!(reason instanceof FailureError) || (reason.code !== "relay-down" && reason.code !== "denied-key")) return;
    if (reason.code === "denied-key") this.#refused = key;
    this.onChange?.();
    this.check();
  }

  async #check(): Promise<void> {
    this.#planned = false;
    this.#askedAt = performance.now();
    this.#found = await this.#ask();
    this.onChange?.();
  }

  async #ask(): Promise<Found> {
    try {
      const signal = AbortSignal.timeout(this.pause);
      const response = await fetch(this.url, { signal, credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
      return parseFacts(json(await textOf(response), "the proxy's answer"));
    } catch (error) {
      return { type: error instanceof ParseError ? "wrong-version" : "unreachable" };
    }
  }
}

/** @throws ParseError */
function parseFacts(value: unknown): Found {
  const { name, version, protocol, features } = object(value, "the proxy's answer");
  if (name !== NAME || protocol !== PROTOCOL) fail("the proxy is another one");
  const text = string(version, "version", 40);
  if (!/^[\w.+-]+$/.test(text)) fail("version is none");
  const { key, socket } = object(features, "features");
  return { type: "relay", version: text, wantsKey: boolean(key, "key"), takesSockets: socket === true }; // an older proxy does not tell
}

/** @throws ParseError for a text that has no end */
async function textOf({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    text += read.value;
    if (text.length <= MAX_CHARACTERS) continue;
    void reader?.cancel().catch(() => undefined);
    fail("the proxy's answer is too long");
  }
  return text;
}
