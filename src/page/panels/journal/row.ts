/** One request in the list, in two lines. */
import { driverOf, operationOf } from "../../../broker/journal/driver.ts";
import { originOf, responseOf, type Entry } from "../../../broker/journal/entry.ts";
import { durationOf } from "../../../broker/journal/phases.ts";
import { redactTarget } from "../../../broker/journal/redact/entry.ts";
import { masked } from "../../../broker/journal/redact/piece.ts";
import * as text from "../../../text/journal/list.ts";
import { element } from "../../dom.ts";
import { statusOf } from "./filter.ts";
import { durationText, sizeText } from "./format.ts";
import { harmless } from "./pieces.ts";
import { waterfall } from "./waterfall.ts";

export function drawRow(row: HTMLElement, entry: Entry, now: number): void {
  const { request, requestBody, responseBody, lane } = entry;
  const operation = operationOf(request);
  const what = element(
    "span",
    { className: "what" },
    apart([
      element("b", {}, [harmless(request.method)]),
      ...(operation === null ? [] : [element("span", { className: "operation" }, [operation])]),
      element("bdi", { className: "target" }, [targetOf(entry).replace(NAMED_ALREADY, "")]),
    ]),
  );
  const about = [originOf(request).replace("https://", ""), driverOf(request), lane].filter((each) => each !== null).map((each) => element("bdi", {}, [each]));
  // What was sent stands first, but narrow rows leave it out; what is said is in one piece when it is the last to be said.
  const numbers = [`↓ ${sizeText(responseBody.total)}`, durationText(durationOf(entry, now)), `↑ ${sizeText(requestBody.total)}`];
  row.dataset["status"] = statusOf(entry);
  row.classList.toggle("first", entry.id === entry.statement.first);
  const parts = [
    element("span", { className: "status" }, [statusText(entry)]),
    what,
    waterfall(entry, now),
    element("span", { className: "link" }, [entry.link === null ? "" : linkSign(entry.link.type)]),
    element("span", { className: "about" }, apart(about)),
    element("span", { className: "numbers" }, apart(numbers.map((number) => element("span", {}, [number])))),
  ];
  row.replaceChildren(...apart(parts));
  row.ariaLabel = [row.textContent.replaceAll(/\s+/g, " ").trim(), ...meaningOf(entry)].join(", ");
}

/** The style sheet sets them apart for eyes, a blank for everybody else. */
function apart(parts: readonly HTMLElement[]): readonly (HTMLElement | string)[] {
  return parts.flatMap((part) => [part, " "]);
}

/** The operation's parameter; the row begins with its name. */
const NAMED_ALREADY = /(?<=[?&])(?:Action|command)=[\w.-]+(?:&|$)/;

export function statusText(entry: Entry): string {
  const status = responseOf(entry)?.status;
  const sign = { failed: "✕", dropped: "✕", pending: "…", receiving: "…", complete: "" }[entry.outcome.type];
  return status === undefined ? sign : `${status}${sign}`;
}

function linkSign(type: "redirect" | "retry"): string {
  return type === "redirect" ? "↪" : "↻";
}

/** What a screen reader says behind the text: the meaning of its signs. */
function meaningOf({ outcome, link }: Entry): readonly string[] {
  const chain = link === null ? "" : text.links[link.type];
  return [text.outcomes[outcome.type], chain].filter((words) => words !== "");
}

/** A row has not more room, and code in the interpreter can make targets of any length. */
const MAX_TARGET = 4096;
const MAX_SHOWN = 300;

/** Rows are drawn again and again; a request's target stays. */
const targets = new WeakMap<Entry, string>();

function targetOf(entry: Entry): string {
  const known = targets.get(entry);
  if (known !== undefined) return known;
  const { request } = entry;
  const target = harmless(masked(redactTarget({ ...request, target: request.target.slice(0, MAX_TARGET) }))).slice(0, MAX_SHOWN);
  targets.set(entry, target);
  return target;
}
