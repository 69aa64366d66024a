/** Entries as the network would have written them. */
import type { Entry } from "../../../src/broker/journal/entry.ts";
import { curlCommand } from "../../../src/broker/journal/curl.ts";
import { harOf } from "../../../src/broker/journal/har.ts";
import { Journal, type SessionObserver } from "../../../src/broker/journal/journal.ts";
import { redactEntry, redactTarget, type RedactedMessage } from "../../../src/broker/journal/redact/entry.ts";
import { masked } from "../../../src/broker/journal/redact/piece.ts";
import type { RequestHead, ResponseHead } from "../../../src/protocol/http.ts";
import { requestHead as request } from "../request-head.ts";

export { request };

export const response = (changes: Partial<ResponseHead> = {}): ResponseHead => ({ status: 200, reason: "OK", headers: [], ...changes });

export interface Recorded {
  readonly request?: Partial<RequestHead>;
  readonly sent?: string | Uint8Array;
  readonly response?: Partial<ResponseHead>;
  /** Null by default, as on the direct lane. */
  readonly connectMs?: number | null;
  readonly received?: string | Uint8Array;
}

/** A whole exchange, from the question to the end of the answer. */
export function record(observer: SessionObserver, exchange: Recorded = {}): void {
  const recording = observer.opened(request(exchange.request));
  recording.allowed("relay");
  recording.wrote(bytes(exchange.sent ?? ""));
  recording.sent();
  recording.answered(response(exchange.response), exchange.connectMs ?? null);
  recording.received([bytes(exchange.received ?? "")], true);
  recording.closed();
}

export function recorded(exchange: Recorded = {}): Entry {
  const journal = new Journal();
  record(journal.observe(), exchange);
  const [entry] = journal.entries;
  if (entry === undefined) throw new Error("nothing was recorded");
  return entry;
}

/** All that leaves the journal of an entry: what is on the screen, the command for curl, the archive. */
export async function rendered(entry: Entry): Promise<string> {
  const { target, problem, reason, ...messages } = await redactEntry(entry, true);
  const views = [masked(target), masked(problem), masked(reason), masked(redactTarget(entry.request)), viewOf(messages.request), messages.response === null ? "" : viewOf(messages.response)];
  return [...views, await curlCommand(entry), JSON.stringify(await harOf([entry]), null, 1)].join("\n");
}

export function viewOf({ headers, body }: RedactedMessage): string {
  return [...headers.map(({ name, value }) => `${name}: ${masked(value)}`), body.type === "text" ? masked(body.pieces) : body.type].join("\n");
}

function bytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
