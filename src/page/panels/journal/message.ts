/** A request or an answer in the details: its headers and its body. */
import type { RedactedBody, RedactedMessage } from "../../../broker/journal/redact/entry.ts";
import type { RedactedHeader } from "../../../broker/journal/redact/headers.ts";
import * as text from "../../../text/journal/request.ts";
import { element } from "../../dom.ts";
import { harmless, piecesOf } from "./pieces.ts";

export function messageSection(title: readonly (Node | string)[], { headers, body }: RedactedMessage, reveal: boolean): HTMLElement {
  return element("section", {}, [element("h3", {}, title), pairsOf(headers, reveal), ...bodyOf(body, reveal)]);
}

/** Names and values, one under the other. */
export function pairsOf(pairs: readonly RedactedHeader[], reveal: boolean): HTMLElement {
  const items = pairs.flatMap(({ name, value }) => [element("dt", {}, [harmless(name)]), element("dd", {}, [element("bdi", {}, piecesOf(value, reveal))])]);
  return element("dl", { className: "pairs" }, items);
}

function bodyOf(body: RedactedBody, reveal: boolean): readonly HTMLElement[] {
  if (body.type === "empty") return [];
  if (body.type !== "text") return [note(text.noBody[body.type])];
  const content = element("pre", {}, piecesOf(body.pieces, reveal));
  return body.whole ? [content] : [content, note(text.bodyCut)];
}

function note(sentence: string): HTMLElement {
  return element("p", { className: "note" }, [sentence]);
}
