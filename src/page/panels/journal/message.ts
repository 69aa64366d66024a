/** A request or an answer in the details: its headers and its body. */
import type { RedactedBody, RedactedMessage } from "../../../broker/journal/redact/entry.ts";
import type { RedactedHeader } from "../../../broker/journal/redact/headers.ts";
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
  if (body.type !== "text") return [note(NOTES[body.type])];
  const text = element("pre", {}, piecesOf(body.pieces, reveal));
  return body.whole ? [text] : [text, note("The rest is not kept.")];
}

const NOTES = {
  binary: "The body is not text.",
  forgotten: "The body is no longer kept: newer ones needed the room.",
} as const;

function note(text: string): HTMLElement {
  return element("p", { className: "note" }, [text]);
}
