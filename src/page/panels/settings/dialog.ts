/** What the person can set for this site in this browser, and what is stored there. */
import type { RelayAddress } from "../../../broker/network/relay-address.ts";
import type { Keeper } from "../../../broker/site/keeper.ts";
import { element } from "../../dom.ts";
import { ask } from "../ask.ts";
import { proxySection } from "./proxy.ts";
import { storageSection } from "./storage.ts";

const LABEL = "settings-title";

export interface SettingsOptions {
  /** Null where the site's own settings could not be read. */
  readonly address: RelayAddress | null;
  readonly keeper: Keeper;
  /** Erases all that the site has stored. */
  readonly erase: () => Promise<void>;
}

/** Resolves when it is closed. Esc closes it. */
export async function showSettings({ address, keeper, erase }: SettingsOptions): Promise<void> {
  if (document.querySelector("dialog.settings") !== null) return;
  const close = element("button", { value: "close", autofocus: true }, ["Close"]);
  const sections = [...(address === null ? [] : [proxySection(address)]), storageSection(keeper, erase)];
  const end = element("form", { method: "dialog" }, [element("menu", {}, [close])]);
  const dialog = element("dialog", { className: "settings" }, [element("h2", { id: LABEL }, ["Settings"]), ...sections, end]);
  await ask(dialog, LABEL);
}
