/**
 * The page's answering side: every ask of a session's interpreter ends here, is parsed, judged, and answered exactly once.
 * One broker a session; the policy outlives it.
 */
import { askId, parseAsk, parseTell, type Ask } from "../protocol/ask.ts";
import { failure, success, type Answer } from "../protocol/answer.ts";
import { FailureError, toFailure } from "../protocol/errors.ts";
import { ParseError } from "../protocol/parse.ts";
import type { Keys } from "../protocol/keys.ts";
import type { TerminalSize } from "../protocol/interpreter.ts";
import type { Picture, Placement } from "../protocol/picture.ts";
import type { Tip } from "../protocol/tip.ts";
import { Tally } from "../protocol/tally.ts";
import type { ThemeChoice, ThemeState } from "../protocol/theme.ts";
import { FileTransfers, type FileAsk, type FileDialogs } from "./files.ts";
import type { History } from "./history.ts";
import type { KeptFiles } from "./kept-files.ts";
import type { HttpAsk, HttpReply, Network } from "./network/network.ts";

/** What was typed behind the first `used` characters, as soon as there is something, or the terminal has another size. */
export type ReadKeys = (used: number, signal: AbortSignal) => Promise<Keys & TerminalSize>;

/** What the interpreter shows besides its output. */
export interface Display {
  /** About the call that is being typed; null: there is none any more. */
  showTip(tip: Tip | null): void;
  /** @throws FailureError when it cannot be shown */
  showPicture(picture: Picture): Promise<Placement>;
}

/** Chooses how the page looks; null only asks. */
export type ReadTheme = (choice: ThemeChoice | null) => ThemeState;

export interface BrokerOptions {
  readonly network: Network;
  readonly readKeys: ReadKeys;
  readonly history: History;
  readonly display: Display;
  readonly files: FileDialogs;
  readonly kept: KeptFiles;
  readonly theme: ReadTheme;
  readonly answer: (answer: Answer) => void;
}

export class Broker {
  readonly #options: BrokerOptions;
  readonly #files: FileTransfers;
  readonly #told = new Tally();
  /** Asks in progress, so that those can be cancelled that wait for a person. */
  readonly #pending = new Map<number, AbortController>();

  constructor(options: BrokerOptions) {
    this.#options = options;
    this.#files = new FileTransfers(options.files);
  }

  /** @throws ParseError when the message has not even an id to answer to */
  async onAsk(message: unknown): Promise<void> {
    const id = askId(message);
    this.#options.answer(await this.#answer(id, message));
  }

  /** @throws ParseError */
  onTell(message: unknown): void {
    const tell = parseTell(message);
    if (tell.op === "cancel") this.#pending.get(tell.id)?.abort();
    if (tell.op === "http.open") this.#options.network.open(tell.exchange, tell.head);
    if (tell.op === "http.close") this.#options.network.close(tell.exchange);
    if (tell.op === "history.add") this.#options.history.add(tell.entry);
    if (tell.op === "history.clear") this.#options.history.clear();
    if (tell.op === "tip.show") this.#options.display.showTip(tell.tip);
    if (tell.op === "tip.clear") this.#options.display.showTip(null);
    if (tell.op === "kept.put") this.#options.kept.put(tell.path, tell.content);
    if (tell.op === "kept.drop") this.#options.kept.drop(tell.path);
    if (tell.op === "kept.leave-out") this.#options.kept.leaveOut(tell.leftOut);
    this.#told.add(1);
  }

  /** Resolves when so much was told. */
  told(count: number): Promise<void> {
    return this.#told.reached(count);
  }

  /** A new statement begins. */
  onStatement(): void {
    this.#files.onStatement();
  }

  end(): void {
    for (const pending of this.#pending.values()) pending.abort();
    this.#options.network.end();
  }

  async #answer(id: number, message: unknown): Promise<Answer> {
    const abort = new AbortController();
    this.#pending.set(id, abort);
    try {
      const { value, data } = await this.#perform(parseAsk(message), abort.signal);
      return success(id, value, data);
    } catch (error) {
      const badAsk = error instanceof ParseError ? new FailureError("bad-ask", error.message) : error;
      return failure(id, toFailure(badAsk));
    } finally {
      this.#pending.delete(id);
    }
  }

  async #perform(ask: Ask, signal: AbortSignal): Promise<HttpReply> {
    if (ask.op === "keys.read") return { value: await this.#options.readKeys(ask.used, signal) };
    if (ask.op === "picture.show") return { value: await this.#options.display.showPicture(ask.picture) };
    if (ask.op === "theme") return { value: this.#options.theme(ask.choice) };
    return isFileAsk(ask) ? this.#files.handle(ask, signal) : this.#options.network.handle(ask);
  }
}

function isFileAsk(ask: HttpAsk | FileAsk): ask is FileAsk {
  return ask.op.startsWith("files.");
}
