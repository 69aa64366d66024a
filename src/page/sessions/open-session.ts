/** One session, with what it does not share: a panel with a terminal, an interpreter, its network, its questions. */
import { ruleText, subjectOf } from "../../broker/access/rule.ts";
import type { FileDialogs } from "../../broker/files.ts";
import type { History } from "../../broker/history.ts";
import type { Image } from "../../broker/image.ts";
import type { Journal } from "../../broker/journal/journal.ts";
import { Network, type Questions } from "../../broker/network/network.ts";
import type { Opened } from "../../broker/network/open-lanes.ts";
import { destinationOf, type Decision, type Policy } from "../../broker/policy.ts";
import { messageOf } from "../../protocol/errors.ts";
import type { RequestHead } from "../../protocol/http.ts";
import type { CellSupply } from "../cells.ts";
import { PageDisplay } from "../display.ts";
import { element } from "../dom.ts";
import type { Appearance } from "../look/appearance.ts";
import { error } from "../notices.ts";
import { KeyQuestions } from "../panels/key-questions.ts";
import { lazyConsent } from "../panels/lazy-consent.ts";
import { lazyTransfers } from "../panels/lazy-transfers.ts";
import { Modals } from "../panels/modal.ts";
import type { Status } from "../panels/status.ts";
import { say } from "../parts.ts";
import { Quiet } from "../quiet.ts";
import { Session } from "../session.ts";
import type { Shortcuts } from "../shortcuts/shortcuts.ts";
import { Terminal } from "../terminal/terminal.ts";
import { Gate } from "./gate.ts";

/** From the first prompt on, when nobody has typed for so long (milliseconds): what they bring keeps the page busy for some frames. */
const EXTRAS_DELAY = 1000;

/** What all sessions share. */
export interface Shared {
  readonly image: Image;
  readonly cells: CellSupply;
  readonly history: History;
  readonly policy: Policy;
  readonly network: Promise<Opened>;
  readonly appearance: Appearance;
  readonly shortcuts: Shortcuts;
  readonly journal: Journal;
  /** Another page may be around this one: the keyboard is that one's until somebody goes here. */
  readonly embedded: boolean;
  /** A session's first prompt has been drawn. */
  readonly onSettled: () => void;
}

export interface SessionEvents {
  onStatus(): void;
  /** It has a question, or no longer. */
  onQuestion(): void;
  /** Its first prompt has been drawn. */
  onSettled(): void;
  /** Python does not react to Ctrl-C. */
  onIgnored(): void;
  /** @returns what was typed, as it is meant */
  onKeys(data: string): string;
  /** Whom a question names as the one who wants something. */
  asker(): string;
}

export class OpenSession {
  readonly panel = element("div", { className: "session", id: `session-${crypto.randomUUID()}`, role: "tabpanel" });
  readonly #tip = element("p", { className: "tip" });
  readonly #terminal: Terminal;
  readonly #session: Session;
  readonly #modals: Modals;
  readonly #dialog: ReturnType<typeof lazyConsent>;
  readonly #keys: KeyQuestions;
  /** Open while the session is the one that is seen: a question of another would get an answer that was typed for this one. */
  readonly #shown = new Gate();
  #status: Status = "starting";
  #questions = 0;
  readonly #quiet = new Quiet();
  #forgetExtras: (() => void) | null = null;
  name = "";

  /** @param parent where the panel goes, which is seen at first */
  constructor(
    readonly shared: Shared,
    parent: HTMLElement,
    readonly events: SessionEvents,
  ) {
    const screen = element("div", { className: "screen" });
    this.panel.append(screen, this.#tip);
    parent.append(this.panel);
    this.#terminal = new Terminal(screen, shared.appearance.style, {
      onData: (data) => this.#session.type(events.onKeys(data)),
      unread: (position, limit) => this.#session.unread(position, limit),
      onResize: () => this.#session.resize(),
    });
    this.#modals = new Modals(document.body, {
      onTurn: (signal) => this.#shown.passed(signal),
      focus: () => this.focus(),
      onInterrupt: () => this.#session.interrupt(),
    });
    this.#dialog = lazyConsent(this.#modals, () => events.asker());
    this.#keys = new KeyQuestions(this.#modals);
    this.#session = this.#newSession();
  }

  /** Boots, and goes on until it is closed. */
  run(): void {
    const tell = (reason: unknown): void => this.#terminal.write(error(messageOf(reason)));
    this.shared.network.then(({ problems }) => problems.forEach(tell), tell);
    this.#session.run().catch(tell);
  }

  get status(): Status {
    return this.#status;
  }

  /** Whether it waits for an answer. */
  get asks(): boolean {
    return this.#questions > 0;
  }

  set shown(shown: boolean) {
    this.panel.hidden = !shown;
    this.#shown.open = shown;
  }

  /** Terminals have to look otherwise. */
  restyle(): void {
    this.#terminal.style = this.shared.appearance.style;
  }

  focus(): void {
    if (!this.shared.embedded || document.hasFocus()) this.#terminal.focus();
  }

  /** Takes keys as if they had been typed. */
  input(data: string): void {
    this.#terminal.input(data);
  }

  /** Opens the search bar. */
  find(): void {
    void this.#terminal.find();
  }

  /** Saves the scrollback as a text file. */
  save(): void {
    void this.#terminal.save();
    this.focus();
  }

  /** The person wants to give the proxy a key. */
  async askKey(): Promise<void> {
    const { relay } = (await this.shared.network).lanes;
    this.#keys.onStatement(); // whatever they said before
    if (relay !== null) await this.#keys.ask(relay, relay.key.value, new AbortController().signal).catch((reason: unknown) => say(messageOf(reason)));
  }

  restart(): void {
    this.#session.restart();
  }

  close(): void {
    this.#forgetExtras?.();
    this.#session.close();
    this.#terminal.close();
    this.panel.remove();
  }

  #newSession(): Session {
    const { image, cells, history, network, appearance } = this.shared;
    const lanes = network.then((opened) => opened.lanes);
    lanes.catch(() => undefined); // it is told already
    const policy = this.shared.policy.forSession();
    const observer = this.shared.journal.observe();
    const questions: Questions = {
      consent: (head, signal) => this.#ask(policy, head, signal),
      askKey: async (refused, signal) => {
        const { relay } = (await network).lanes;
        return relay !== null && this.#question(() => this.#keys.ask(relay, refused, signal));
      },
    };
    return new Session({
      image,
      cells,
      history,
      theme: (choice) => {
        if (choice !== null) appearance.theme.choose(choice);
        return appearance.theme.state;
      },
      files: this.#counted(lazyTransfers(this.#modals, () => this.events.asker())),
      terminal: this.#terminal,
      display: new PageDisplay(this.#terminal, this.#tip),
      status: { set: (status) => this.#setStatus(status), offerRestart: () => this.events.onIgnored() },
      quiet: this.#quiet,
      newNetwork: () => new Network(policy, lanes, questions, observer),
      onStatement: () => {
        policy.onStatement();
        this.#keys.onStatement();
        observer.onStatement();
      },
      onPrompt: () => this.#expectExtras(),
    });
  }

  /** They come behind the first prompt, or with the first key that needs them. */
  #expectExtras(): void {
    this.#forgetExtras ??= this.#quiet.after(EXTRAS_DELAY, () => {
      void this.#terminal.loadExtras().catch(() => undefined);
      this.events.onSettled();
    });
  }

  #setStatus(status: Status): void {
    this.#status = status;
    this.events.onStatus();
  }

  async #ask(policy: Policy, head: RequestHead, signal: AbortSignal): Promise<Decision> {
    const { lanes, address } = await this.shared.network;
    const question = {
      head,
      lane: (await lanes.choose(head))?.name ?? "relay",
      relay: address.current?.origin ?? null,
      destination: destinationOf(head),
      reads: subjectOf(head).methods === "read",
      together: policy.toConfirm(head).map(ruleText),
      keeps: policy.decisions.keeps,
      judge: () => policy.judge(head),
    };
    return this.#question(() => this.#dialog.ask(question, signal));
  }

  /** The tab says that a file is wanted, too. */
  #counted(dialogs: FileDialogs): FileDialogs {
    return {
      pick: (signal) => this.#question(() => dialogs.pick(signal)),
      save: (content, name, signal) => this.#question(() => dialogs.save(content, name, signal)),
    };
  }

  async #question<T>(ask: () => Promise<T>): Promise<T> {
    this.#count(1);
    try {
      return await ask();
    } finally {
      this.#count(-1);
    }
  }

  #count(change: 1 | -1): void {
    this.#questions += change;
    this.events.onQuestion();
  }
}
