/** Text with secrets as elements. What a cloud or the interpreter wrote goes in as text, and cannot turn the direction of what is around it. */
import { MASK, merged, type Redacted } from "../../../broker/journal/redact/piece.ts";
import * as text from "../../../text/journal/request.ts";
import { element } from "../../dom.ts";

/** Controls, and what turns the direction of text around (Unicode's TR 36); line ends and tabs may be in bodies. */
const COMMANDS = /[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** @param reveal shows the secrets, too */
export function piecesOf(pieces: Redacted, reveal: boolean): readonly (Node | string)[] {
  return merged(pieces).map((piece) => {
    if (piece.type === "plain") return harmless(piece.text);
    const title = reveal ? text.secret(harmless(piece.name)) : text.hidden(harmless(piece.name));
    return element("span", { className: reveal ? "secret revealed" : "secret", title }, [reveal ? harmless(piece.text) : MASK]);
  });
}

export function harmless(written: string): string {
  return written.replaceAll(COMMANDS, "\ufffd");
}
