/** An entry without its secrets: the one way from the journal to a screen, a clipboard or a file. */
import type { HeaderPairs, RequestHead } from "../../../protocol/http.ts";
import * as notes from "../../../text/journal-notes.ts";
import { responseOf, type Entry } from "../entry.ts";
import type { KeptBytes } from "../kept-bytes.ts";
import { bodyText, type BodyText, type Syntax } from "../text/body-text.ts";
import { pretty } from "../text/pretty.ts";
import { redactForm, redactUrl } from "./form.ts";
import { redactHeaders, type RedactedHeader } from "./headers.ts";
import { redactJson } from "./json.ts";
import { learn } from "./learned.ts";
import { plain, secret, type Redacted } from "./piece.ts";
import { redactText } from "./text.ts";
import { redactXml } from "./xml.ts";

export interface RedactedMessage {
  readonly headers: readonly RedactedHeader[];
  readonly body: RedactedBody;
}

export type RedactedBody = Exclude<BodyText, { type: "text" }> | { readonly type: "text"; readonly pieces: Redacted; readonly whole: boolean };

export interface RedactedEntry {
  readonly target: Redacted;
  readonly request: RedactedMessage;
  /** Null where no answer came. */
  readonly response: RedactedMessage | null;
  /** The phrase behind the status. */
  readonly reason: Redacted;
  /** What went wrong, in words; "" where nothing did. */
  readonly problem: Redacted;
}

/** @param layOut whether bodies are laid out for people, or left as they were sent */
export async function redactEntry(entry: Entry, layOut: boolean): Promise<RedactedEntry> {
  const response = responseOf(entry);
  const target = redactUrl(entry.request.target);
  const sent = await message(entry.request.headers, entry.requestBody, layOut);
  const got = response === null ? null : await message(response.headers, entry.responseBody, layOut);
  const hide = learn([target, ...partsOf(sent), ...(got === null ? [] : partsOf(got))]);
  return {
    target: hide(target),
    request: hideIn(sent, hide),
    response: got === null ? null : hideIn(got, hide),
    reason: hide(redactText(response?.reason ?? "")),
    problem: hide(entry.outcome.type === "failed" ? redactText(entry.outcome.failure.message) : []),
  };
}

/** The target alone, at once: without what the bodies would tell of it. */
export function redactTarget({ target, headers }: RequestHead): Redacted {
  const redacted = redactUrl(target);
  return learn([redacted, ...redactHeaders(headers).map(({ value }) => value)])(redacted);
}

async function message(pairs: HeaderPairs, kept: KeptBytes, layOut: boolean): Promise<RedactedMessage> {
  const body = await bodyText(kept, pairs);
  return { headers: redactHeaders(pairs), body: body.type === "text" ? redactBody(body, layOut) : body };
}

function redactBody({ text, syntax, whole }: BodyText & { type: "text" }, layOut: boolean): RedactedBody {
  return { type: "text", pieces: READERS[syntax](layOut ? pretty(text, syntax) : text), whole };
}

const READERS: Readonly<Record<Syntax, (text: string) => Redacted>> = {
  json: redactJson,
  xml: redactXml,
  form: redactForm,
  // Its parts have names, too, but files among them may hold anything.
  multipart: (text) => [secret(text, notes.form)],
  text: (text) => (text === "" ? [plain("")] : redactText(text)),
};

function partsOf({ headers, body }: RedactedMessage): readonly Redacted[] {
  return [...headers.map(({ value }) => value), ...(body.type === "text" ? [body.pieces] : [])];
}

function hideIn({ headers, body }: RedactedMessage, hide: (pieces: Redacted) => Redacted): RedactedMessage {
  return {
    headers: headers.map(({ name, value }) => ({ name, value: hide(value) })),
    body: body.type === "text" ? { ...body, pieces: hide(body.pieces) } : body,
  };
}
