/** One request in the list, in two lines. */
import { driverOf, operationOf } from "../../../broker/journal/driver.ts";
import { originOf, responseOf, type Entry } from "../../../broker/journal/entry.ts";
import { durationOf } from "../../../broker/journal/phases.ts";
import { redactUrl } from "../../../broker/journal/redact/form.ts";
import { masked } from "../../../broker/journal/redact/piece.ts";
import { element } from "../../dom.ts";
import { statusOf } from "./filter.ts";
import { durationText, sizeText } from "./format.ts";
import { harmless } from "./pieces.ts";
import { waterfall } from "./waterfall.ts";

export function drawRow(row: HTMLElement, entry: Entry, now: number): void {
  const { request, requestBody, responseBody, lane } = entry;
  const operation = operationOf(request);
  const what = element("span", { className: "what" }, [
    element("b", {}, [harmless(request.method)]),
    ...(operation === null ? [] : [element("span", { className: "operation" }, [operation])]),
    element("bdi", { className: "target" }, [targetOf(entry)]),
  ]);
  const about = [originOf(request).replace("https://", ""), driverOf(request), lane].filter((text) => text !== null).map((text) => element("bdi", {}, [text]));
  const numbers = `↑ ${sizeText(requestBody.total)}  ↓ ${sizeText(responseBody.total)}  ${durationText(durationOf(entry, now))}`;
  row.dataset["status"] = statusOf(entry);
  row.ariaLabel = labelOf(entry, now);
  row.replaceChildren(
    element("span", { className: "status" }, [statusText(entry)]),
    what,
    waterfall(entry, now),
    element("span", { className: "link", title: "" }, [entry.link === null ? "" : linkSign(entry.link.type)]),
    element("span", { className: "about" }, about),
    element("span", { className: "numbers" }, [numbers]),
  );
}

export function statusText(entry: Entry): string {
  const status = responseOf(entry)?.status;
  if (entry.outcome.type === "failed") return status === undefined ? "failed" : `${status} ✕`;
  if (entry.outcome.type === "dropped") return status === undefined ? "given up" : `${status} ✕`;
  return status === undefined ? "…" : String(status);
}

function linkSign(type: "redirect" | "retry"): string {
  return type === "redirect" ? "↪" : "↻";
}

/** What a screen reader says. */
function labelOf(entry: Entry, now: number): string {
  const { request } = entry;
  const what = [request.method, operationOf(request), originOf(request) + targetOf(entry)].filter((text) => text !== null).join(" ");
  const status = statusText(entry) === "…" ? "waiting" : statusText(entry);
  return `${harmless(what)}, ${status}, ${durationText(durationOf(entry, now))}`;
}

/** Rows are drawn again and again; a request's target stays. */
const targets = new WeakMap<Entry, string>();

function targetOf(entry: Entry): string {
  const known = targets.get(entry);
  if (known !== undefined) return known;
  const target = harmless(masked(redactUrl(entry.request.target))).slice(0, 300);
  targets.set(entry, target);
  return target;
}
