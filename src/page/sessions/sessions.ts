/** All sessions of the page, of which one is seen: opens, shows, names and closes them, by keys and by tabs. */
import type { Action } from "../../broker/shortcuts/key-map.ts";
import * as text from "../../text/sessions.ts";
import { byId } from "../dom.ts";
import { LazyJournal } from "../panels/lazy-journal.ts";
import { StatusBar } from "../panels/status.ts";
import type { ProxyLight } from "../panels/proxy-light.ts";
import type { Tab, TabStrip } from "../panels/tabs.ts";
import type { TouchKeys } from "../panels/touch-keys.ts";
import { part } from "../parts.ts";
import type { Command } from "../shortcuts/command.ts";
import { cleanName, titleOf } from "./names.ts";
import { OpenSession, type Shared } from "./open-session.ts";

/** As many as there are digits to switch by; each takes some hundred megabytes when it is used. */
const MAX_SESSIONS = 9;
/** Buttons that do what a key does, by their ids. */
const BUTTONS: Readonly<Record<string, Action>> = { "new-session": "new-session", find: "find", save: "save", "requests-button": "requests", access: "access", restart: "restart" };
/** As the style sheet has it, which keeps a place for their keys. */
const FINGERS = matchMedia("(pointer: coarse)");

export class Sessions {
  readonly #parent = byId("terminal", HTMLElement);
  readonly #newButton = byId("new-session", HTMLButtonElement);
  readonly #status = new StatusBar({ onRestart: () => this.#restart(), onDone: () => this.focus() });
  readonly #requests: LazyJournal;
  #sessions: readonly OpenSession[] = [];
  #active: OpenSession | null = null;
  /** Comes with the second session. */
  #tabs: Promise<TabStrip | null> | null = null;
  /** Comes behind the first prompt. */
  #light: Promise<void> | null = null;
  /** Come behind the first prompt, where fingers are what points. */
  #touch: TouchKeys | null = null;

  constructor(readonly shared: Shared) {
    this.#requests = new LazyJournal(shared.journal, shared.shortcuts, () => this.focus());
    this.#newButton.addEventListener("click", () => this.open());
    byId("access", HTMLButtonElement).addEventListener("click", () => void this.#showAccess());
    byId("find", HTMLButtonElement).addEventListener("click", () => this.#active?.find());
    byId("save", HTMLButtonElement).addEventListener("click", () => this.#active?.save());
    for (const [id, action] of Object.entries(BUTTONS)) shared.shortcuts.hint(byId(id, HTMLButtonElement), action);
    addEventListener("keydown", (event) => this.#onKey(event), { capture: true });
    shared.appearance.addEventListener("change", () => this.#sessions.forEach((session) => session.restyle()));
  }

  /** A new session, which is seen then; nothing where there are as many as there may be. */
  open(): void {
    if (this.#sessions.length >= MAX_SESSIONS) return;
    if (this.#active !== null) this.#active.shown = false; // before the new terminal measures its room
    const session: OpenSession = new OpenSession(this.shared, this.#parent, {
      onStatus: () => this.#onStatus(session),
      onQuestion: () => this.#update(),
      onSettled: () => {
        if (!this.shared.embedded) this.#light ??= this.#loadLight(); // nothing goes there
        if (FINGERS.matches) void this.#loadTouchKeys().catch(() => undefined); // the next session tries again
        this.shared.onSettled();
      },
      onKeys: (data) => this.#touch?.typed(data) ?? data,
      onIgnored: () => session === this.#active && this.#status.offerRestart(),
      asker: () => (this.#sessions.length > 1 ? text.pythonIn(this.#title(session)) : text.python),
    });
    this.#sessions = [...this.#sessions, session];
    this.#show(session);
    session.run();
  }

  focus(): void {
    this.#active?.focus();
  }

  /** Takes keys as if they had been typed. */
  input(data: string): void {
    this.#active?.input(data);
  }

  #show(session: OpenSession): void {
    if (this.#active !== null) this.#active.shown = false;
    this.#active = session;
    session.shown = true;
    this.#status.set(session.status);
    session.focus();
    this.#update();
  }

  #restart(): void {
    this.#active?.restart();
    this.focus();
  }

  /** Asks first where code runs. */
  async #close(session: OpenSession): Promise<void> {
    if (session.status !== "running" || (await this.#confirmed(session))) this.#end(session);
  }

  async #confirmed(session: OpenSession): Promise<boolean> {
    const question = await part("closing", () => import("../panels/confirm.ts"));
    this.focus();
    return question !== null && question.confirmClose(this.#title(session));
  }

  /** The last one is followed by a new one. */
  #end(session: OpenSession): void {
    const at = this.#sessions.indexOf(session);
    if (at < 0) return;
    this.#sessions = this.#sessions.filter((other) => other !== session);
    const next = this.#active === session ? this.#sessions[Math.min(at, this.#sessions.length - 1)] : this.#active;
    if (next === undefined) this.open();
    else if (next !== null) this.#show(next);
    session.close();
  }

  #rename(session: OpenSession, typed: string): void {
    session.name = cleanName(typed);
    this.#update();
  }

  #onStatus(session: OpenSession): void {
    if (session === this.#active) this.#status.set(session.status);
    this.#update();
  }

  /** A question has to be answered first. */
  #onKey(event: KeyboardEvent): void {
    const command = this.shared.shortcuts.commandOf(event);
    if (command === null || document.querySelector("dialog:modal") !== null || !this.#perform(command)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @returns false when the key is free for others: with one session there is nothing to switch to */
  #perform(command: Command): boolean {
    const active = this.#active;
    if (active === null) return false;
    const alone = this.#sessions.length < 2;
    switch (command.type) {
      case "new-session":
        this.open();
        return true;
      case "close-session":
        void this.#close(active);
        return true;
      case "rename-session":
        if (!alone) void this.#tabs?.then((tabs) => tabs?.rename(active.panel.id));
        return !alone;
      case "previous-session":
        return !alone && this.#step(active, -1);
      case "next-session":
        return !alone && this.#step(active, 1);
      case "select-session":
        return !alone && this.#showAt(command.position - 1);
      case "find":
        active.find();
        return true;
      case "save":
        active.save();
        return true;
      case "requests":
        void this.#requests.go();
        return true;
      case "access":
        void this.#showAccess();
        return true;
      case "restart":
        this.#restart();
        return true;
    }
  }

  /** To a session beside this one, around the ends. */
  #step(from: OpenSession, by: 1 | -1): boolean {
    return this.#showAt((this.#sessions.indexOf(from) + by + this.#sessions.length) % this.#sessions.length);
  }

  /** What has been allowed, to be revoked. */
  async #showAccess(): Promise<void> {
    const panel = await part("access", () => import("../panels/access.ts"));
    if (panel === null) return;
    this.focus();
    await panel.showAccess(this.shared.policy);
  }

  async #loadLight(): Promise<void> {
    try {
      const { lanes, address } = await this.shared.network;
      const show = async (): Promise<void> => {
        if (lanes.relay === null && light === null) return;
        const { ProxyLight } = await import("../panels/proxy-light.ts");
        light ??= new ProxyLight({ onKey: () => void this.#active?.askKey(), onDone: () => this.focus() });
        light.health = lanes.relay?.health ?? null;
      };
      let light: ProxyLight | null = null;
      address.addEventListener("change", () => void show().catch(() => undefined));
      await show();
    } catch {
      this.#light = null; // the configuration is broken, which is told elsewhere, or the code did not come
    }
  }

  async #loadTouchKeys(): Promise<void> {
    const { TouchKeys } = await import("../panels/touch-keys.ts");
    this.#touch ??= new TouchKeys({ onKey: (data) => this.input(data) });
  }

  /** @returns false when there is none */
  #showAt(index: number): boolean {
    const session = this.#sessions[index];
    if (session !== undefined) this.#show(session);
    return session !== undefined;
  }

  #update(): void {
    this.#newButton.disabled = this.#sessions.length >= MAX_SESSIONS;
    for (const session of this.#sessions) session.panel.ariaLabel = this.#title(session);
    if (this.#sessions.length > 1) this.#tabs ??= this.#loadTabs();
    void this.#tabs?.then((tabs) => tabs?.show(this.#sessions.map((session, index) => this.#tab(session, index + 1))));
  }

  /** Without the strip (it cannot be fetched just now) the keys do all that it does, but for naming. */
  async #loadTabs(): Promise<TabStrip | null> {
    try {
      const { TabStrip } = await import("../panels/tabs.ts");
      return new TabStrip(byId("tabs", HTMLElement), {
        onSelect: (id) => this.#with(id, (session) => this.#show(session)),
        onClose: (id) => this.#with(id, (session) => void this.#close(session)),
        onRename: (id, typed) => this.#with(id, (session) => this.#rename(session, typed)),
        onDone: () => this.focus(),
      });
    } catch {
      this.#tabs = null;
      return null;
    }
  }

  #with(id: string, use: (session: OpenSession) => void): void {
    const session = this.#sessions.find(({ panel }) => panel.id === id);
    if (session !== undefined) use(session);
  }

  #tab(session: OpenSession, position: number): Tab {
    const { name, panel, status, asks } = session;
    return { id: panel.id, position, name, title: titleOf(position, name), selected: session === this.#active, state: asks ? "asking" : status };
  }

  #title(session: OpenSession): string {
    return titleOf(this.#sessions.indexOf(session) + 1, session.name);
  }
}
