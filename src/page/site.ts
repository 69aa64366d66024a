/** The site as the browser has it: its settings, the copy that is kept behind the first prompt, newer versions, a proxy that a link names. */
import type { Opened } from "../broker/network/open-lanes.ts";
import type { Keeper } from "../broker/site/keeper.ts";
import type { SettingsFiles } from "../broker/site/settings-files.ts";
import { MANIFEST } from "../protocol/offline.ts";
import * as text from "../text/status.ts";
import { byId, element } from "./dom.ts";
import type { Appearance } from "./look/appearance.ts";
import { part } from "./parts.ts";
import type { Shortcuts } from "./shortcuts/shortcuts.ts";

/** The library, and what is done at the first prompt, go before (milliseconds). */
const DELAY = 1300;

export interface SiteOptions {
  readonly keeper: Keeper;
  readonly files: SettingsFiles;
  readonly network: Promise<Opened>;
  readonly appearance: Appearance;
  readonly shortcuts: Shortcuts;
  /** Erases what others have stored. */
  readonly erase: () => void;
  /** Gives the terminal the keyboard. */
  readonly focus: () => void;
}

export class Site {
  /** An output, so that a screen reader says what comes there. */
  readonly #news = byId("news", HTMLOutputElement);
  readonly #update = element("button", { type: "button", title: text.newVersionTitle }, [text.newVersion]);
  #begun = false;

  constructor(readonly options: SiteOptions) {
    const { keeper } = options;
    keeper.addEventListener("change", () => this.#news.replaceChildren(...(keeper.state === "outdated" ? [this.#update] : [])));
    this.#update.addEventListener("click", () => void this.#offerUpdate());
    byId("settings", HTMLButtonElement).addEventListener("click", () => void this.#showSettings());
    void options.network.then((opened) => this.#offerLinkedRelay(opened), () => undefined); // a failure is told elsewhere
  }

  /** The first prompt has been drawn. */
  onSettled(): void {
    if (this.#begun) return;
    this.#begun = true;
    setTimeout(() => void this.#begin(), DELAY);
  }

  async #begin(): Promise<void> {
    const { network, keeper, files } = this.options;
    document.head.append(element("link", { rel: "manifest", href: MANIFEST }));
    // Settings that cannot be read are no reason to stop, but not to be kept either.
    const opened = await network.catch(() => null);
    if (opened?.offline === false) return keeper.stop();
    if (opened !== null) await files.keep();
    await keeper.start();
  }

  async #offerUpdate(): Promise<void> {
    const question = await part("update", () => import("./panels/confirm.ts"));
    if (question === null) return;
    this.options.focus();
    if (await question.confirmUpdate()) await this.options.keeper.update();
  }

  async #offerLinkedRelay({ linked, address }: Opened): Promise<void> {
    if (linked === null || linked.href === address.current?.href) return;
    const question = await part("relayLink", () => import("./panels/relay-link.ts"));
    if (question === null) return;
    this.options.focus();
    const scope = await question.askForLinkedRelay(linked);
    if (scope !== null) address.set(linked, scope);
  }

  async #showSettings(): Promise<void> {
    const { network, keeper, appearance, shortcuts } = this.options;
    const panel = await part("settings", () => import("./panels/settings/dialog.ts"));
    if (panel === null) return;
    const opened = await network.catch(() => null);
    this.options.focus();
    await panel.showSettings({ appearance, shortcuts, keeper, address: opened?.address ?? null, erase: () => this.#erase(opened) });
  }

  async #erase(opened: Opened | null): Promise<void> {
    this.options.erase();
    opened?.address.set(null, "always");
    await this.options.keeper.stop();
  }
}
