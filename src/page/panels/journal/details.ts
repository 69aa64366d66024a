/** All of one request and its answer. Secrets stay hidden until they are asked for, and are hidden again with the next request. */
import { curlCommand } from "../../../broker/journal/curl.ts";
import { driverOf, operationOf } from "../../../broker/journal/driver.ts";
import { originOf, responseOf, type Entry, type Outcome } from "../../../broker/journal/entry.ts";
import { durationOf, phasesOf } from "../../../broker/journal/phases.ts";
import { redactEntry, type RedactedEntry } from "../../../broker/journal/redact/entry.ts";
import type { Redacted } from "../../../broker/journal/redact/piece.ts";
import * as text from "../../../text/journal/request.ts";
import { element } from "../../dom.ts";
import { statusOf } from "./filter.ts";
import { durationText, sizeText } from "./format.ts";
import { messageSection, pairsOf } from "./message.ts";
import { harmless, piecesOf } from "./pieces.ts";
import { targetParts } from "./query.ts";
import { statusText } from "./row.ts";

export interface DetailsEvents {
  /** Another request is to be shown. */
  onGo(id: number): void;
  onClose(): void;
}

export class Details {
  readonly node = element("section", { className: "details", ariaLabel: text.title, hidden: true });
  readonly #title = element("h2", { tabIndex: -1 });
  readonly #reveal = element("button", { type: "button", ariaPressed: "false" }, [text.showSecrets]);
  readonly #copy = element("button", { type: "button", title: text.copyTitle }, [text.copy]);
  readonly #said = element("output");
  readonly #content = element("div", { className: "content", tabIndex: 0, role: "region", ariaLabel: text.content });
  #entry: Entry | null = null;
  #outcome: Outcome | null = null;
  #revealed = false;

  constructor(readonly events: DetailsEvents) {
    const close = element("button", { type: "button", ariaLabel: text.close, title: text.closeTitle }, ["×"]);
    close.addEventListener("click", () => events.onClose());
    this.#reveal.addEventListener("click", () => this.#toggleSecrets());
    this.#copy.addEventListener("click", () => void this.#onCopy());
    this.node.append(element("div", { className: "actions" }, [this.#reveal, this.#copy, this.#said, close]), this.#title, this.#content);
  }

  get entry(): Entry | null {
    return this.#entry;
  }

  show(entry: Entry | null): void {
    const other = entry !== this.#entry;
    this.#entry = entry;
    this.node.hidden = entry === null;
    if (other) this.hideSecrets();
    if (other) this.#said.value = "";
    if (entry === null) this.#content.replaceChildren();
    else void this.#draw(entry, other);
  }

  /** Draws it anew where it has come further. */
  refresh(): void {
    if (this.#entry !== null && this.#entry.outcome !== this.#outcome) void this.#draw(this.#entry, false);
  }

  focus(): void {
    this.#content.focus();
  }

  #toggleSecrets(): void {
    this.#revealed = !this.#revealed;
    this.#reveal.ariaPressed = String(this.#revealed);
    this.#reveal.textContent = this.#revealed ? text.hideSecrets : text.showSecrets;
    if (this.#entry !== null) void this.#draw(this.#entry, false);
  }

  hideSecrets(): void {
    if (this.#revealed) this.#toggleSecrets();
  }

  async #draw(entry: Entry, fromTop: boolean): Promise<void> {
    const { outcome } = entry;
    this.#outcome = outcome;
    const redacted = await redactEntry(entry, true);
    if (this.#entry !== entry || this.#outcome !== outcome) return; // another one was asked for meanwhile
    const at = fromTop ? 0 : this.#content.scrollTop;
    this.#title.dataset["status"] = statusOf(entry);
    this.#title.replaceChildren(element("span", { className: "status" }, [statusText(entry)]), ...this.#titleOf(entry, redacted));
    this.#content.replaceChildren(...this.#sections(entry, redacted));
    this.#content.scrollTop = at;
  }

  #titleOf(entry: Entry, { target }: RedactedEntry): readonly (Node | string)[] {
    const operation = operationOf(entry.request);
    const name = operation === null ? [] : [element("span", { className: "operation" }, [operation]), " "];
    return [` ${harmless(entry.request.method)} `, ...name, element("bdi", {}, [originOf(entry.request), ...piecesOf(targetParts(target).path, this.#revealed)])];
  }

  #sections(entry: Entry, { target, request, response, reason, problem }: RedactedEntry): readonly HTMLElement[] {
    const trouble = problem.length === 0 ? [] : [element("p", { className: "problem" }, piecesOf(problem, this.#revealed))];
    return [
      ...trouble,
      this.#facts(entry),
      timing(entry),
      ...this.#query(target),
      messageSection([text.request], request, this.#revealed),
      ...(response === null ? [] : [messageSection(text.response(String(responseOf(entry)?.status ?? ""), piecesOf(reason, this.#revealed)), response, this.#revealed)]),
    ];
  }

  #query(target: Redacted): readonly HTMLElement[] {
    const { parameters } = targetParts(target);
    if (parameters.length === 0) return [];
    return [element("section", {}, [element("h3", {}, [text.query]), pairsOf(parameters, this.#revealed)])];
  }

  #facts(entry: Entry): HTMLElement {
    const facts: readonly (readonly [string, string | HTMLElement | null])[] = [
      [text.driver, driverOf(entry.request)],
      [text.begun, new Date(entry.times.epoch).toLocaleTimeString()],
      [text.bodies, `↑ ${sizeText(entry.requestBody.total)}, ↓ ${sizeText(entry.responseBody.total)}`],
      [text.lane, entry.lane === null ? null : (text.lanes[entry.lane] ?? entry.lane)],
      [text.after, entry.link === null ? null : this.#linkTo(entry.link)],
    ];
    const known = facts.filter((fact): fact is readonly [string, string | HTMLElement] => fact[1] !== null);
    return element("dl", { className: "facts" }, known.flatMap(([name, value]) => [element("dt", {}, [name]), element("dd", {}, [value])]));
  }

  #linkTo({ type, from }: NonNullable<Entry["link"]>): HTMLElement {
    const link = element("button", { type: "button", className: "go" }, [type === "redirect" ? text.redirectFrom(from) : text.retryOf(from)]);
    link.addEventListener("click", () => this.events.onGo(from));
    return link;
  }

  async #onCopy(): Promise<void> {
    if (this.#entry === null) return;
    try {
      await navigator.clipboard.writeText(await curlCommand(this.#entry));
      this.#said.value = text.copied;
    } catch {
      this.#said.value = text.notCopied;
    }
  }
}

function timing(entry: Entry): HTMLElement {
  const now = performance.now();
  const total = durationOf(entry, now) || 1;
  const rows = phasesOf(entry, now).map(({ name, from, to }) => {
    const bar = element("i", { className: name });
    bar.style.left = `${(100 * (from - entry.times.opened)) / total}%`;
    bar.style.width = `${(100 * (to - from)) / total}%`;
    return element("tr", {}, [
      element("th", { scope: "row" }, [text.phases[name]]),
      element("td", {}, [element("span", { className: "waterfall" }, [bar])]),
      element("td", { className: "time" }, [name === "connect" && to === from ? text.reused : durationText(to - from)]),
    ]);
  });
  return element("table", { className: "timing", ariaLabel: text.timing }, rows);
}
