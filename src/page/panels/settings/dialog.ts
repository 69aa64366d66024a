/** What the person can set for this site in this browser, and what is stored there. */
import type { RelayAddress } from "../../../broker/network/relay-address.ts";
import type { Keeper } from "../../../broker/site/keeper.ts";
import * as text from "../../../text/settings/dialog.ts";
import { element } from "../../dom.ts";
import type { Appearance } from "../../look/appearance.ts";
import type { Shortcuts } from "../../shortcuts/shortcuts.ts";
import { ask } from "../ask.ts";
import { keysSection } from "./keys.ts";
import { lookSection } from "./look.ts";
import { proxySection } from "./proxy.ts";
import { storageSection } from "./storage.ts";
import "./settings.css";

const LABEL = "settings-title";

export interface SettingsOptions {
  readonly appearance: Appearance;
  readonly shortcuts: Shortcuts;
  /** Null where the site's own settings could not be read. */
  readonly address: RelayAddress | null;
  readonly keeper: Keeper;
  /** Erases all that the site has stored. */
  readonly erase: () => Promise<void>;
}

/** Resolves when it is closed. Esc closes it. */
export async function showSettings({ appearance, shortcuts, address, keeper, erase }: SettingsOptions): Promise<void> {
  if (document.querySelector("dialog.settings") !== null) return;
  const close = element("button", { value: "close", autofocus: true }, [text.close]);
  const closed = new AbortController();
  const fields = (): readonly HTMLElement[] => [lookSection(appearance), keysSection(shortcuts, closed.signal), ...(address === null ? [] : [proxySection(address)])];
  const own = element("div", {}, fields());
  const storage = storageSection(keeper, async () => {
    await erase();
    own.replaceChildren(...fields()); // they would show what is not there any more
  });
  // It has the focus, so it stands first: the dialog begins at its beginning, for eyes and for screen readers.
  const head = element("form", { method: "dialog", className: "head" }, [element("h2", { id: LABEL }, [text.title]), close]);
  const dialog = element("dialog", { className: "settings" }, [head, own, storage]);
  await ask(dialog, LABEL);
  closed.abort();
}
