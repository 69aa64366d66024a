/** The strip of tabs, one for each session, as the ARIA practices have it: arrows go along it, Enter shows, F2 renames, Delete closes. */
import * as text from "../../text/tabs.ts";
import { element } from "../dom.ts";
import type { Status } from "./status.ts";

export interface Tab {
  /** Of the panel that it shows. */
  readonly id: string;
  /** From 1 on. */
  readonly position: number;
  readonly name: string;
  /** Position and name, in words. */
  readonly title: string;
  readonly selected: boolean;
  readonly state: Status | "asking";
}

export interface TabEvents {
  onSelect(id: string): void;
  onClose(id: string): void;
  /** @param typed as it was typed */
  onRename(id: string, typed: string): void;
  /** The strip needs the keyboard no longer. */
  onDone(): void;
}

interface Item {
  readonly tab: Tab;
  readonly box: HTMLElement;
  readonly button: HTMLButtonElement;
  readonly close: HTMLButtonElement;
}

/** Those that the strip takes; Enter and Space click a button anyway. */
const KEYS = ["ArrowLeft", "ArrowRight", "Home", "End", "F2", "Delete", "Escape"];

export class TabStrip {
  /** It owns the tabs, which stand beside it: a list of tabs has no other buttons in it. */
  readonly #list = element("div", { role: "tablist", ariaLabel: text.sessions });
  #items: ReadonlyMap<string, Item> = new Map();
  /** The tab that was scrolled to. A person may have scrolled elsewhere since. */
  #inView: Tab | undefined;

  /** @param strip where it is shown */
  constructor(
    readonly strip: HTMLElement,
    readonly events: TabEvents,
  ) {
    strip.append(this.#list);
    strip.addEventListener("keydown", (event) => this.#onKey(event));
  }

  /** One alone needs no tab. */
  show(tabs: readonly Tab[]): void {
    const before = this.#items;
    this.#items = new Map(tabs.map((tab) => [tab.id, drawn({ ...(before.get(tab.id) ?? this.#make(tab.id)), tab })]));
    for (const [id, { box }] of before) if (!this.#items.has(id)) box.remove();
    for (const { box } of this.#items.values()) if (!box.isConnected) this.strip.append(box);
    this.#list.setAttribute("aria-owns", tabs.map(({ id }) => tabOf(id)).join(" "));
    this.strip.hidden = tabs.length < 2;
    this.#scrollTo(tabs.find(({ selected }) => selected));
  }

  /** Lets the name be typed in the tab's place. Enter and a click elsewhere take it, Esc does not. */
  rename(id: string): void {
    const item = this.#items.get(id);
    if (item === undefined || item.button.hidden) return;
    const { tab, box, button } = item;
    const input = element("input", { value: tab.name, maxLength: 40, ariaLabel: text.nameOf(tab.title) });
    let ended = false;
    const end = (take: boolean): void => {
      if (ended) return; // removing it blurs it
      ended = true;
      const focused = document.activeElement === input;
      button.hidden = false;
      input.remove();
      if (take) this.events.onRename(id, input.value);
      if (focused) this.events.onDone();
    };
    input.addEventListener("blur", () => end(true));
    input.addEventListener("keydown", (event) => {
      event.stopPropagation(); // the strip's own keys
      if (event.key !== "Enter" && event.key !== "Escape") return;
      event.preventDefault(); // or the prompt, which has the focus then, gets the key too
      end(event.key === "Enter");
    });
    button.hidden = true;
    box.prepend(input);
    input.select();
    input.focus();
  }

  /** Where another tab is shown, or the same one with another name. */
  #scrollTo(tab: Tab | undefined): void {
    const moved = tab?.id !== this.#inView?.id || tab?.title !== this.#inView?.title;
    this.#inView = tab;
    if (tab !== undefined && moved) this.#items.get(tab.id)?.box.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  #make(id: string): Omit<Item, "tab"> {
    const button = element("button", { type: "button", role: "tab", id: tabOf(id) });
    button.setAttribute("aria-controls", id);
    button.addEventListener("click", () => this.events.onSelect(id));
    button.addEventListener("dblclick", () => this.rename(id));
    const close = element("button", { type: "button", className: "close", tabIndex: -1 }, ["×"]);
    close.addEventListener("click", () => this.events.onClose(id));
    return { button, close, box: element("span", { className: "tab", role: "presentation" }, [button, close]) };
  }

  #onKey(event: KeyboardEvent): void {
    const items = [...this.#items.values()];
    const at = items.findIndex(({ button }) => button === document.activeElement);
    const item = items[at];
    if (item === undefined || !KEYS.includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Escape") this.events.onDone();
    else if (event.key === "F2") this.rename(item.tab.id);
    else if (event.key === "Delete") this.events.onClose(item.tab.id);
    else items[target(event.key, at, items.length)]?.button.focus();
  }
}

/** The id of the tab that shows a panel. */
function tabOf(panel: string): string {
  return `tab-of-${panel}`;
}

/** Which tab an arrow, Home or End leads to from the one `at`. */
function target(key: string, at: number, count: number): number {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return (at + (key === "ArrowLeft" ? count - 1 : 1)) % count;
}

function drawn(item: Item): Item {
  const { tab, box, button, close } = item;
  button.replaceChildren(element("span", { className: "position" }, [String(tab.position)]), tab.name === "" ? "" : ` ${tab.name}`);
  button.ariaSelected = String(tab.selected);
  const state = text.states[tab.state];
  button.ariaLabel = text.tab(tab.title, state);
  button.title = text.tabTitle(tab.title, state);
  button.tabIndex = tab.selected ? 0 : -1;
  box.dataset["state"] = tab.state;
  close.ariaLabel = close.title = text.close(tab.title);
  return item;
}
