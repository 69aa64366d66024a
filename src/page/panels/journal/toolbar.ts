/** What is shown of the journal, and what is done with all of it. */
import * as text from "../../../text/journal/list.ts";
import { element } from "../../dom.ts";
import { EVERYTHING, STATUSES, type Filter } from "./filter.ts";

export interface ToolbarEvents {
  onFilter(): void;
  onExport(): Promise<void>;
  onClear(): void;
  onClose(): void;
}

/** More than anybody chooses from; code in the interpreter can make up any number. */
const MAX_HOSTS = 100;

export class Toolbar {
  readonly #words = element("input", { type: "search", placeholder: text.filter, ariaLabel: text.filterLabel, spellcheck: false, autocomplete: "off" });
  readonly #status = element("select", { ariaLabel: text.status }, STATUSES.map((value) => option(value, text.statuses[value])));
  readonly #host = element("select", { ariaLabel: text.host }, [option("", text.anyHost)]);
  readonly #count = element("output", { className: "count" });
  readonly #export = element("button", { type: "button", title: text.exportTitle }, [text.exportAll]);
  readonly #clear = element("button", { type: "button", title: text.clearTitle }, [text.clear]);
  readonly closeButton = element("button", { type: "button", ariaLabel: text.close, title: text.close }, ["×"]);
  readonly node: HTMLElement;
  #hosts: ReadonlySet<string> = new Set();
  #exporting = false;

  constructor(events: ToolbarEvents) {
    for (const control of [this.#words, this.#status, this.#host]) control.addEventListener("input", () => events.onFilter());
    this.#export.addEventListener("click", () => void this.#onExport(events));
    this.#clear.addEventListener("click", () => events.onClear());
    this.closeButton.addEventListener("click", () => events.onClose());
    this.node = element("div", { className: "toolbar", role: "toolbar", ariaLabel: text.requests }, [
      this.#words,
      this.#status,
      this.#host,
      this.#count,
      this.#export,
      this.#clear,
      this.closeButton,
    ]);
  }

  get filter(): Filter {
    const status = STATUSES.find((choice) => choice === this.#status.value) ?? "any";
    return { words: this.#words.value, status, host: this.#host.value };
  }

  /** Shows everything again. */
  reset(): void {
    this.#words.value = EVERYTHING.words;
    this.#status.value = EVERYTHING.status;
    this.#host.value = EVERYTHING.host;
  }

  /** @param hosts of all requests */
  update(shown: number, all: number, hosts: ReadonlySet<string>): void {
    const number = all.toLocaleString("en");
    this.#count.value = shown === all ? text.count(all, number) : text.shownOf(shown.toLocaleString("en"), number);
    this.#export.disabled = all === 0 || this.#exporting;
    this.#clear.disabled = all === 0;
    if (hosts.size !== this.#hosts.size || [...hosts].some((host) => !this.#hosts.has(host))) this.#offer(hosts);
  }

  /** One at a time: of ten thousand requests it takes some seconds. */
  async #onExport(events: ToolbarEvents): Promise<void> {
    this.#exporting = this.#export.disabled = true;
    this.#export.textContent = text.exporting;
    try {
      await events.onExport();
    } finally {
      this.#exporting = this.#export.disabled = false;
      this.#export.textContent = text.exportAll;
      this.#export.focus(); // a disabled button loses it
    }
  }

  #offer(hosts: ReadonlySet<string>): void {
    this.#hosts = hosts;
    const chosen = this.#host.value;
    this.#host.replaceChildren(option("", text.anyHost), ...[...hosts].toSorted().slice(0, MAX_HOSTS).map((host) => option(host, host)));
    this.#host.value = hosts.has(chosen) ? chosen : "";
  }

  focus(): void {
    this.#words.focus();
  }
}

function option(value: string, words: string): HTMLOptionElement {
  return element("option", { value }, [words]);
}
